/** A program and its arguments. It is never given to a shell. */
export type Argv = readonly [program: string, ...rest: string[]];

/** How a tool ended. `stdout` and `stderr` are text, without limits on their content. */
export type ToolResult =
  | { readonly kind: "exited"; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** There is no such program. */
  | { readonly kind: "missing" }
  | { readonly kind: "timed-out" };

/** How a tool ended by itself. */
export type Exited = Extract<ToolResult, { readonly kind: "exited" }>;
