/** What was thrown, in its own words. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The words of what caused it, where that is told: an error of ours only names its failure. */
export const causeText = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
