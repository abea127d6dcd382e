import { isLocked } from "./sqlite.ts";

/** Pauses between attempts: together a quarter of a second, for which this thread stands still. */
const PAUSES_MS = [1, 2, 5, 10, 20, 40, 80, 90] as const;

/** Runs `work` again while another connection has locked the database, but not for long. */
export function retryWhileLocked<Value>(work: () => Value): Value {
  for (const pauseMs of PAUSES_MS) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error)) throw error;
      standStill(pauseMs);
    }
  }
  return work();
}

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
