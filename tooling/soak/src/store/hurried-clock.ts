import type { Clock } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";

/** Shorter timers, such as waits for a lock, keep their real length. */
const LONG_MS = 5_000;
const SPEEDUP = 30_000;

/** The system clock with long timers shortened: hourly work is done several times a second. */
export const hurriedClock: Clock = {
  ...systemClock,
  setTimeout: (fn, ms) => systemClock.setTimeout(fn, ms < LONG_MS ? ms : ms / SPEEDUP),
};
