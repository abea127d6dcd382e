/**
 * The items that a tool has printed as JSON: one to a line (`docker … --format '{{json .}}'`), or one list (podman, and
 * `docker … --format json` of some versions). Lines that are not JSON, such as warnings, are left out.
 */
export function parseJsonItems(stdout: string): readonly unknown[] {
  const whole = parseJson(stdout);
  if (Array.isArray(whole)) return whole;
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map(parseJson)
    .filter((item) => item !== undefined)
    .flat();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
