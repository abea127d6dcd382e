import { systemClock, type Clock } from "./clock.ts";

/** A clock that runs faster by this factor, for soak tests: 63 s of retries need not take 63 s. */
export function fasterClock(times: number): Clock {
  const startedAtMs = systemClock.now();
  return {
    now: () => startedAtMs + (systemClock.now() - startedAtMs) * times,
    setTimeout: (run, ms) => systemClock.setTimeout(run, ms / times),
    clearTimeout: (timer) => systemClock.clearTimeout(timer),
  };
}
