/** What is wrong with a value of the setting that says who runs Ollama. `field` is empty if it is the whole value. */
export const CHOICE_PROBLEMS = [
  "not-an-object",
  "unknown-kind",
  "unknown-field",
  "missing",
  "not-text",
  "not-a-name",
  "not-a-workload",
  "not-a-choice",
  "not-a-list",
  "empty-list",
  "relative-program",
  /** It is of this machine, and the host is another one. */
  "not-remote",
] as const;
export type ChoiceProblem = { readonly field: string; readonly because: (typeof CHOICE_PROBLEMS)[number] };
