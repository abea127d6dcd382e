import type { Observable } from "rxjs";
import { refuse, type Decision } from "../shared/decision.ts";
import { evolve } from "./evolve.ts";
import type { AppState, LocalState } from "./state.ts";
import type { AppEvent, Recorded } from "./events.ts";
import { isStoreFailure, toFailure, type StoreFailure } from "../shared/failure.ts";
import { createHead } from "./log-head.ts";
import { createRenewal } from "./store-renewal.ts";
import { createWriteQueue, type Entry } from "./write-queue.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { EventStore, StoreChange } from "../history/event-store.port.ts";
import type { Logger } from "../shared/logger.port.ts";

/** All events in one order, which is the same in all windows, and the state they add up to. */
export interface EventLog {
  readonly state$: Observable<AppState>;
  readonly state: () => AppState;
  /** Events of all windows as they are recorded, in order. When it emits, the state already includes the event. */
  readonly recorded$: Observable<Recorded>;
  /** Emits when the store was replaced by another one, and the state with it. */
  readonly renewed$: Observable<void>;
  /** Emits when a new store has got the state of this window, which is the leader. */
  readonly restored$: Observable<void>;
  record(events: readonly AppEvent[]): void;
  /** Applies a rule to the state at the head of the log, and records its events with no other events in between. */
  decide(rule: Rule): Promise<Decision<AppEvent>>;
  /** The number of the last event that the state includes. */
  readonly seq: () => number;
  /** Changes the part of the state that belongs to this window alone. */
  setLocal(change: Partial<LocalState>): void;
  close(): void;
}

/** Decides on the state at the head of the log; must be pure, since it may be called again. */
type Rule = (state: AppState) => Decision<AppEvent>;

type EventLogPorts = { readonly store: EventStore; readonly clock: Clock; readonly logger: Logger };

/** Opens the log with the state that the store holds. */
export function openEventLog({ store, clock, logger }: EventLogPorts): EventLog {
  const head = createHead(store);
  const { state$, recorded$, setLocal } = head;
  const renewal = createRenewal(head, clock);
  const { noteUsed, failureOf } = createFailureNotes(head, logger);

  /** Returns `false` while another window is writing. */
  function recordAll(batch: readonly Entry[]): boolean {
    if (!renewal.hasState()) return false;
    let fresh: readonly Recorded[] = [];
    const isWritten = store.write(head.seq(), (others, nextSeq) => {
      const own = recordEntries(batch, others.reduce(evolve, state$.value), {
        seq: nextSeq,
        atMs: clock.now(),
      });
      fresh = [...others, ...own];
      return own;
    });
    if (isWritten) head.publish(fresh);
    noteUsed();
    return isWritten;
  }

  function settle(batch: readonly Entry[]): boolean {
    try {
      if (!recordAll(batch)) return false;
      for (const { recorded } of batch) recorded();
    } catch (error) {
      const failure = failureOf(error);
      for (const { failed } of batch) failed(failure);
    }
    return true;
  }

  const queue = createWriteQueue(clock, settle);

  function onStoreChange(change: StoreChange): void {
    queue.pause(() => {
      try {
        readAgain(change);
        noteUsed();
      } catch (error) {
        failureOf(error);
      }
    });
  }

  function readAgain(change: StoreChange): void {
    if (change === "renumbered") return head.load();
    if (change === "renewed") renewal.begin();
    if (renewal.isPending()) renewal.hasState();
    else head.catchUp();
  }

  const subscription = store.changed$.subscribe(onStoreChange); // before loading, so that no change is missed
  head.load();
  return {
    state$: state$.asObservable(),
    state: () => state$.value,
    seq: head.seq,
    recorded$: recorded$.asObservable(),
    renewed$: renewal.renewed$,
    restored$: renewal.restored$,
    setLocal,
    record: (events) => queue.add(entryOf(events)),
    decide: (rule) => new Promise((resolve) => queue.add(decisionEntry(rule, resolve))),
    close() {
      queue.close();
      subscription.unsubscribe();
      recorded$.complete();
      renewal.close();
      store.close();
    },
  };
}

/** Keeps the failure of the store in the state of this window until it works again. */
function createFailureNotes(
  { state$, setLocal }: Pick<ReturnType<typeof createHead>, "state$" | "setLocal">,
  logger: Logger,
) {
  return {
    noteUsed: (): void => {
      if (state$.value.local.storeFailure) setLocal({ storeFailure: undefined });
    },
    /** The store failure in an error. Any other error is a bug and is thrown again. */
    failureOf: (error: unknown): StoreFailure => {
      const failure = toFailure(error);
      if (!isStoreFailure(failure)) throw error;
      if (failure.kind === "store-newer") setLocal({ isOutdated: true });
      if (!isSameJson(failure, state$.value.local.storeFailure)) setLocal({ storeFailure: failure });
      logger.warn(`The history store failed: ${JSON.stringify(failure)}`);
      return failure;
    },
  };
}

const entryOf = (events: readonly AppEvent[]): Entry => ({
  propose: () => events,
  recorded: () => {},
  failed: () => {},
  closed: () => {},
});

/** Decides at the head of the log, and resolves once the events are recorded, or cannot be. */
function decisionEntry(rule: Rule, resolve: (decision: Decision<AppEvent>) => void): Entry {
  let decision: Decision<AppEvent> = { accepted: true, events: [] };
  return {
    propose(state) {
      decision = rule(state);
      return decision.accepted ? decision.events : [];
    },
    recorded: () => resolve(decision),
    failed: (failure) => resolve(refuse({ reason: "history-unwritable", failure })),
    closed: () => resolve(refuse({ reason: "window-closed" })),
  };
}

/** Numbers the events of all entries. Each entry sees the state after the entries before it. */
function recordEntries(
  batch: readonly Entry[],
  state: AppState,
  { seq, atMs }: { seq: number; atMs: number },
): readonly Recorded[] {
  const own: Recorded[] = [];
  let now = state;
  for (const { propose } of batch) {
    for (const event of propose(now)) {
      const one: Recorded = { seq: seq + own.length, atMs, event };
      own.push(one);
      now = evolve(now, one);
    }
  }
  return own;
}
