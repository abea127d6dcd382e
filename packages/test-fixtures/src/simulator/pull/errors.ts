/** The client disconnected, or the last pull left a download. */
export class Canceled extends Error {
  constructor() {
    super("context canceled");
  }
}

/** A body was shorter than its announced length. The received bytes are kept. */
export class UnexpectedEnd extends Error {
  constructor() {
    super("unexpected EOF");
  }
}

/** No byte arrived for 30 seconds. */
export class Stalled extends Error {
  constructor() {
    super("part stalled");
  }
}

export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
