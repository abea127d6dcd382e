import { wait, type Clock } from "../../clock.ts";

/** Time between two lines of progress, which are sent even without progress (server/download.go). */
export const LINE_INTERVAL_MS = 60;

/** Ticks at fixed times, like a Go ticker. A late reader misses ticks. */
export interface Ticker {
  /** Waits for the next tick, or until the signal is aborted. */
  next(signal: AbortSignal): Promise<void>;
}

export function startTicker(clock: Clock, intervalMs: number): Ticker {
  const startedAtMs = clock.now();
  let last = 0;
  return {
    next(signal) {
      last = Math.max(last + 1, Math.ceil((clock.now() - startedAtMs) / intervalMs));
      return wait(clock, startedAtMs + last * intervalMs - clock.now(), signal);
    },
  };
}
