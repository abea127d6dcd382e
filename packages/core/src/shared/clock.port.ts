/** A clock that tests can replace. It has the shape of XState's, so one clock drives machines and sources. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(id: unknown): void;
}
