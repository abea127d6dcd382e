import { wait, type Clock } from "../../clock.ts";

/** A line of progress comes so often, whether or not anything moves (server/download.go). */
export const LINE_EVERY_MS = 60;

/** A steady rhythm, as of a Go ticker: who is late for a beat misses it. */
export interface Beat {
  /** Waits for the next beat, or for the signal. */
  next(signal: AbortSignal): Promise<void>;
}

/** Begins now. */
export function startBeat(clock: Clock, everyMs: number): Beat {
  const begunMs = clock.now();
  let last = 0;
  return {
    next(signal) {
      last = Math.max(last + 1, Math.ceil((clock.now() - begunMs) / everyMs));
      return wait(clock, begunMs + last * everyMs - clock.now(), signal);
    },
  };
}
