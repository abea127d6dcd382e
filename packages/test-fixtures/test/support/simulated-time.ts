import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { FakeClock } from "./fake-clock.ts";

/** Lets simulated time run as fast as real sockets allow: it only moves when no data is in transit. */
export async function runTime(clock: FakeClock, isOver: () => boolean): Promise<void> {
  for (;;) {
    await settled();
    if (isOver()) return;
    clock.passToNext();
  }
}

/** Lets this much simulated time pass. */
export async function runFor(clock: FakeClock, ms: number): Promise<void> {
  let isOver = false;
  clock.setTimeout(() => (isOver = true), ms);
  await runTime(clock, () => isOver);
}

/** Waits until the process is idle: no socket events, and only short turns of the event loop. */
export async function settled(): Promise<void> {
  let quiet = 0;
  let seen = eventCount();
  while (quiet < QUIET_TURNS) {
    const startedAtMs = performance.now();
    await setImmediate();
    const isQuiet = eventCount() === seen && performance.now() - startedAtMs < LONG_TURN_MS;
    quiet = isQuiet ? quiet + 1 : 0;
    seen = eventCount();
  }
}

const QUIET_TURNS = 8;
const LONG_TURN_MS = 1;

function eventCount(): number {
  return performance.nodeTiming.uvMetricsInfo.events;
}
