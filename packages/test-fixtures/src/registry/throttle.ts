import type { Clock } from "../clock.ts";

/** Returns how long to wait before sending bytes, so that all senders together keep to the rate. */
export function createThrottle(clock: Clock, bytesPerSecond: () => number): (bytes: number) => number {
  let freeAtMs = 0;
  return (bytes) => {
    const now = clock.now();
    const startMs = Math.max(now, freeAtMs);
    freeAtMs = startMs + (bytes / bytesPerSecond()) * 1000;
    return startMs - now;
  };
}
