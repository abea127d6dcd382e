import type { Clock } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";

/** What is done every hour is done several times a second; whoever waits for another for milliseconds does wait. */
const LONG_MS = 5_000;
const TIMES = 30_000;

/** The machine's time, in which long waits are short: a window ages by hours before it is killed. */
export const hurriedClock: Clock = {
  ...systemClock,
  setTimeout: (fn, ms) => systemClock.setTimeout(fn, ms < LONG_MS ? ms : ms / TIMES),
};
