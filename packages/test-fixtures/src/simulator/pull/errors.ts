/** The request, or the last one that wanted a download, is gone. */
export class Canceled extends Error {
  constructor() {
    super("context canceled");
  }
}

/** An answer ended before it was as long as it had said; what had come is kept. */
export class UnexpectedEnd extends Error {
  constructor() {
    super("unexpected EOF");
  }
}

/** Nothing came for 30 seconds. */
export class Stalled extends Error {
  constructor() {
    super("part stalled");
  }
}

/** What was thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
