/** The code of an error of the system, such as `ENOENT`; empty for any other error. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Whether an error says that there is nothing at a path. */
export const saysMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(codeOf(error));
