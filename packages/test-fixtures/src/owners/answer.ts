/** One call of a tool: what it was asked, and in which environment. */
export type Call = {
  readonly tool: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

/** What a tool prints, and its exit code. `follows` prints new lines until the caller ends the tool. */
export type Answer =
  | { readonly kind: "exits"; readonly code: number; readonly out: string; readonly err: string }
  | { readonly kind: "follows"; readonly lines: () => readonly string[] };

export const says = (out: string): Answer => ({ kind: "exits", code: 0, out: withEnd(out), err: "" });

export const fails = (code: number, err: string, out = ""): Answer => ({
  kind: "exits",
  code,
  out: withEnd(out),
  err: withEnd(err),
});

/** Several lines of log, or all that follow. */
export const showLog = (lines: () => readonly string[], isFollowed: boolean): Answer =>
  isFollowed ? { kind: "follows", lines } : says(lines().join("\n"));

const withEnd = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
