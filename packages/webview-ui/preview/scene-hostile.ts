/** A text that is an attack. */
export const HOSTILE = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;

export const HOSTILE_MODEL = {
  family: HOSTILE,
  quantization: HOSTILE,
  format: HOSTILE,
  parameterSize: HOSTILE,
  runner: HOSTILE,
  capabilities: ["completion", HOSTILE],
};

export const HOSTILE_DETAILS = {
  template: HOSTILE,
  parameters: `stop ${HOSTILE}`,
  modelfile: HOSTILE,
  system: HOSTILE,
  requires: HOSTILE,
  thinking: { values: [HOSTILE] },
};
