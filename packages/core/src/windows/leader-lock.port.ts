/** A lock that one window at a time holds, and that the operating system frees when its process dies. */
export interface LeaderLock {
  /** Takes it, where nobody has it, or still has it; then returns how to give it back. */
  tryTake(): (() => void) | undefined;
}
