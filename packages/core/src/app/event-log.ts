import { BehaviorSubject, Subject, type Observable } from "rxjs";
import { refuse, type Decision } from "../shared/decision.ts";
import { evolve, initialState, type AppState, type Here } from "./state.ts";
import type { AppEvent, Recorded } from "./events.ts";
import { isStoreFailure, toFailure, type StoreFailure } from "../shared/failure.ts";
import { createWriteQueue, type Entry } from "./write-queue.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { EventStore, StoreChange } from "../history/event-store.port.ts";
import type { Logger } from "../shared/logger.port.ts";

/** The one order of what happens, in this window and in all others, and the state it adds up to. */
export interface EventLog {
  readonly state$: Observable<AppState>;
  readonly state: () => AppState;
  /** What is recorded from now on, by whomever, in order. Whoever hears of it sees the state that includes it. */
  readonly recorded$: Observable<Recorded>;
  /** Emits when the store was replaced by a new one, so that the state is another one. */
  readonly renewed$: Observable<void>;
  record(events: readonly AppEvent[]): void;
  /** Records what follows from what is so at the head, with nobody else's events in between. */
  decide(rule: Rule): Promise<Decision<AppEvent>>;
  /** The number of the last event that the state includes. */
  readonly seq: () => number;
  /** Changes what is so of this window alone. */
  setHere(change: Partial<Here>): void;
  close(): void;
}

/** Decides on the state at the head of the log; must be pure, since it may be called again. */
export type Rule = (state: AppState) => Decision<AppEvent>;

/** What the log stores events in, dates them by, and reports to. */
export type EventLogPorts = { readonly store: EventStore; readonly clock: Clock; readonly logger: Logger };

/** Opens the log where it was left. */
export function openEventLog({ store, clock, logger }: EventLogPorts): EventLog {
  const head = createHead(store);
  const { state$, recorded$, setHere } = head;
  const renewed$ = new Subject<void>();

  /** Returns `false` where another window is writing. */
  function recordAll(batch: readonly Entry[]): boolean {
    let fresh: readonly Recorded[] = [];
    const isWritten = store.write(head.seq(), (others, nextSeq) => {
      const own = follow(batch, others.reduce(evolve, state$.value), { seq: nextSeq, atMs: clock.now() });
      fresh = [...others, ...own];
      return own;
    });
    if (isWritten) head.publish(fresh);
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

  function hear(what: StoreChange): void {
    queue.pause(() => {
      try {
        if (what === "recorded") head.publish(store.after(head.seq()));
        else head.load();
      } catch (error) {
        failureOf(error);
      }
    });
    if (what === "renewed") renewed$.next();
  }

  /** The failure of the store in an error; throws the error again where it is anything else, since that is a bug. */
  function failureOf(error: unknown): StoreFailure {
    const failure = toFailure(error);
    if (!isStoreFailure(failure)) throw error;
    if (failure.kind === "store-newer") setHere({ isOutdated: true });
    logger.warn(`the history: ${failure.kind}`);
    return failure;
  }

  const hearing = store.changed$.subscribe(hear); // first, so that nothing comes in between
  head.load();
  return {
    state$: state$.asObservable(),
    state: () => state$.value,
    seq: head.seq,
    recorded$: recorded$.asObservable(),
    renewed$: renewed$.asObservable(),
    setHere,
    record: (events) => queue.add(entryOf(events)),
    decide: (rule) => new Promise((resolve) => queue.add(decisionEntry(rule, resolve))),
    close() {
      queue.close();
      hearing.unsubscribe();
      recorded$.complete();
      renewed$.complete();
      store.close();
    },
  };
}

/** What the events add up to in this window, up to the last one that it knows. */
function createHead(store: EventStore) {
  const state$ = new BehaviorSubject(initialState);
  const recorded$ = new Subject<Recorded>();
  let seq = 0;

  const setHere = (change: Partial<Here>): void =>
    state$.next({ ...state$.value, here: { ...state$.value.here, ...change } });

  return {
    state$,
    recorded$,
    setHere,
    seq: () => seq,
    load(): void {
      const { snapshot, recorded, isNewer } = store.load();
      const start = { ...initialState, ...(snapshot && { facts: snapshot.facts }), here: state$.value.here };
      seq = Math.max(snapshot?.seq ?? 0, recorded.at(-1)?.seq ?? 0); // the last reading may be older than the snapshot
      state$.next(recorded.reduce(evolve, start));
      if (isNewer) setHere({ isOutdated: true });
    },
    publish(recorded: readonly Recorded[]): void {
      for (const one of recorded) {
        seq = one.seq;
        const after = evolve(state$.value, one);
        if (after !== state$.value) state$.next(after);
        recorded$.next(one);
      }
    },
  };
}

const entryOf = (events: readonly AppEvent[]): Entry => ({
  propose: () => events,
  recorded: () => {},
  failed: () => {},
  closed: () => {},
});

/** Decides at the head of the log, and resolves once what follows is recorded, or cannot be. */
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

/** The events of all entries in their places: each follows from those before. */
function follow(
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
