/** A lock that one window at a time can hold. The operating system releases it when the process dies. */
export interface LeaderLock {
  /** Returns a function that releases the lock, if this window took it or still holds it; else `undefined`. */
  tryTake(): (() => void) | undefined;
}
