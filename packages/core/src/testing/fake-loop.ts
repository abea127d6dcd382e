import { map } from "rxjs";
import { memoryHistory } from "../adapters/store/memory-event-store.ts";
import type { AppEvent } from "../app/events.ts";
import { createInspection } from "../app/inspection.ts";
import { openEventLog, type EventLog } from "../app/event-log.ts";
import type { Loop } from "../app/loop.ts";
import type { FakeClock } from "./fake-clock.ts";

/** An event log and loop for testing machines without a window. */
export function fakeLoop(clock: FakeClock): { readonly log: EventLog; readonly loop: Loop } {
  const log = openEventLog({
    store: memoryHistory().open(),
    clock,
    logger: { info: () => {}, warn: fail },
  });
  const inspection = createInspection();
  return {
    log,
    loop: { ...log, inspection, events$: log.recorded$.pipe(map(({ event }): AppEvent => event)) },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
