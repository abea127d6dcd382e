import {
  bufferCount,
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  from,
  interval,
  merge,
  startWith,
  switchMap,
  timer,
  type Observable,
} from "rxjs";
import { isForgettable, isForgettableReading } from "./compaction.ts";
import { accept } from "../shared/decision.ts";
import { isFact, keyOf, type AppEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import type { AppState } from "./state.ts";
import type { ReadingRow, StoredReading } from "../history/event-store.port.ts";
import type { Ports } from "./app.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Loop } from "./loop.ts";

type HistoryPorts = Pick<Ports, "store" | "clock" | "logger" | "historyLimits">;

/** Opening a window replays at most this many facts. */
const SNAPSHOT_EVERY = 1_000;

/** The delay of background work, so that opening a window stays quick. */
const SETTLING_MS = 10_000;
const COMPACT_EVERY_MS = 3_600_000;

/** Facts that are checked at a time; the pause in between keeps the window responsive. */
const BATCH = 500;
const PAUSE_MS = 10;

/** Of a window that was closed, the state has nothing any more. */
const isInState = ({ recorded: { event } }: StoredReading): boolean => event.type !== "window.left";

/** Writes snapshots so that opening stays quick, and compacts the history to its limits. Logs failures and goes on. */
export function keepHistory(ports: HistoryPorts, loop: Loop): Observable<never> {
  const { store, clock, logger, historyLimits } = ports;
  const { state, seq, events$, decide } = loop;
  const scheduler = clockScheduler(clock);

  const logFailure = (work$: Observable<never>): Observable<never> =>
    work$.pipe(
      catchError((error: unknown) => {
        logger.warn(`Compacting the history failed: ${String(error)}`);
        return EMPTY;
      }),
    );

  const keepSnapshot$ = defer(() => {
    store.keepSnapshot({ seq: seq(), facts: state().facts });
    return EMPTY;
  });
  const snapshot$ = merge(
    timer(SETTLING_MS, scheduler),
    events$.pipe(filter(isFact), bufferCount(SNAPSHOT_EVERY)),
  ).pipe(switchMap(() => logFailure(keepSnapshot$)));

  /** What a state has no use for; an older version may also have stored a reading under another key. */
  const staleIn = (after: AppState): readonly StoredReading[] =>
    store
      .readings()
      .filter(
        ({ key, recorded: { event } }) =>
          !isFact(event) && (key !== keyOf(event) || isForgettableReading(event, after)),
      );

  /** Details stay true for their digest, so those that are still needed are recorded again; the rest is read again. */
  const detailsIn = (stale: readonly StoredReading[]): readonly AppEvent[] =>
    stale
      .map(({ recorded: { event } }) => event)
      .filter((event) => event.type === "models.described" && !isForgettableReading(event, state()));

  const forgetReadings$ = (readings: readonly ReadingRow[]): Observable<never> =>
    defer(() => {
      if (readings.length > 0) store.forget([], readings);
      return EMPTY;
    });

  const forgetFacts$ = (upTo: number, from: number): Observable<never> =>
    defer(() => {
      const facts = store.factsAfter(from, BATCH);
      const lastSeq = facts.at(-1)?.seq ?? upTo;
      const forgettable = facts.filter((fact) => isForgettable(fact, upTo, state().facts));
      store.forget(
        forgettable.map((fact) => fact.seq),
        [],
      );
      return lastSeq >= upTo
        ? EMPTY
        : timer(PAUSE_MS, scheduler).pipe(switchMap(() => forgetFacts$(upTo, lastSeq)));
    });

  /** `history.compacted` removes events from the state of all windows; only then are they deleted from the store. */
  const compact$ = defer((): Observable<never> => {
    const upTo = store.forgetUpTo(historyLimits());
    const shortened = { type: "history.compacted", upTo: upTo ?? 0 } as const;
    const stale = staleIn(evolve(state(), { seq: seq() + 1, atMs: clock.now(), event: shortened }));
    const readings = stale.map(({ key, recorded }) => ({ key, seq: recorded.seq }));
    if (upTo === undefined && !stale.some(isInState)) return forgetReadings$(readings);
    const compacted: AppEvent = { ...shortened, readings };
    // The snapshot comes first: after a restored state, the facts alone do not add up to it.
    const forgetFacts = upTo === undefined ? EMPTY : concat(keepSnapshot$, forgetFacts$(upTo, 0));
    return from(decide(() => accept(...detailsIn(stale), compacted))).pipe(
      switchMap(({ accepted }) => (accepted ? concat(forgetReadings$(readings), forgetFacts) : EMPTY)),
    );
  });
  const compacting$ = timer(SETTLING_MS, scheduler).pipe(
    switchMap(() => interval(COMPACT_EVERY_MS, scheduler).pipe(startWith(undefined))),
    switchMap(() => logFailure(compact$)),
  );

  return merge(snapshot$, compacting$);
}
