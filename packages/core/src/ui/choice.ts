export type Choice<Value> = {
  readonly value: Value;
  readonly label: string;
  /** Beside the label: a word or two, since the end of a longer text may not be seen. */
  readonly detail: string;
  /** In a line of its own. */
  readonly more?: string;
};
