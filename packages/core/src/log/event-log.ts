import { Subject, type Observable } from "rxjs";
import { rememberAs, type AppEvent, type Recorded } from "../domain/domain.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { ReadingStore } from "../ports/reading-store.ts";

export interface EventLog {
  /** What happens from now on, in the order in which it was appended. */
  readonly recorded$: Observable<Recorded>;
  append(events: readonly AppEvent[]): void;
  /** Resolves once everything worth remembering is stored. */
  close(): Promise<void>;
}

export type EventLogPorts = { readonly store: ReadingStore; readonly clock: Clock; readonly logger: Logger };

/** Numbers and dates events, puts them in one order, and remembers the last of those worth remembering. */
export function openEventLog({ store, clock, logger }: EventLogPorts): EventLog {
  const recorded$ = new Subject<Recorded>();
  const waiting: AppEvent[] = [];
  let seq = 0;
  let isDraining = false;
  let stored = Promise.resolve();

  function record(event: AppEvent): void {
    const recorded: Recorded = { seq: ++seq, atMs: clock.now(), event };
    const key = rememberAs(event);
    if (key !== undefined) stored = stored.then(() => remember(key, recorded));
    recorded$.next(recorded);
  }

  async function remember(key: string, recorded: Recorded): Promise<void> {
    try {
      await store.save(key, recorded);
    } catch (error) {
      logger.warn(`${key} could not be remembered: ${String(error)}`);
    }
  }

  return {
    recorded$: recorded$.asObservable(),
    append(events) {
      waiting.push(...events);
      if (isDraining) return; // a listener appended: its events come after those already waiting
      isDraining = true;
      for (let event = waiting.shift(); event; event = waiting.shift()) record(event);
      isDraining = false;
    },
    close() {
      recorded$.complete();
      return stored;
    },
  };
}
