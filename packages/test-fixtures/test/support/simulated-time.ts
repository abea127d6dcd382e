import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { FakeClock } from "./fake-clock.ts";

/** Lets simulated time run, as fast as real sockets allow: it stands still while anything is on its way. */
export async function runTime(clock: FakeClock, isOver: () => boolean): Promise<void> {
  for (;;) {
    await settled();
    if (isOver()) return;
    clock.passToNext();
  }
}

/** Lets so much simulated time run. */
export async function runFor(clock: FakeClock, ms: number): Promise<void> {
  let isOver = false;
  clock.setTimeout(() => (isOver = true), ms);
  await runTime(clock, () => isOver);
}

/** Waits until this process has nothing to do: no socket told of anything, and no turn of the loop took long. */
export async function settled(): Promise<void> {
  let quiet = 0;
  let seen = eventCount();
  while (quiet < QUIET_TURNS) {
    const begunMs = performance.now();
    await setImmediate();
    const isQuiet = eventCount() === seen && performance.now() - begunMs < LONG_TURN_MS;
    quiet = isQuiet ? quiet + 1 : 0;
    seen = eventCount();
  }
}

const QUIET_TURNS = 8;
const LONG_TURN_MS = 1;

function eventCount(): number {
  return performance.nodeTiming.uvMetricsInfo.events;
}
