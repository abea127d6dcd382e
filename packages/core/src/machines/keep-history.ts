import {
  bufferCount,
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  of,
  startWith,
  switchMap,
  tap,
  type Observable,
} from "rxjs";
import { isForgettable, isForgettableReading } from "../domain/compaction.ts";
import { isFact, keyOf, type AppEvent } from "../domain/events.ts";
import type { Ports } from "../ports/ports.ts";
import { after, every } from "../sources/time.ts";
import type { Loop } from "./loop.ts";

type HistoryPorts = Pick<Ports, "store" | "clock" | "logger" | "historyLimits">;

/** Opening adds up at most so many facts. */
const SNAPSHOT_EVERY = 1_000;

/** What can wait until a window has opened, and has shown what it has to show. */
const SETTLING_MS = 10_000;
const COMPACT_EVERY_MS = 3_600_000;

/** Facts that are looked through at a time; in between, the window can do other things. */
const BATCH = 500;
const PAUSE_MS = 10;

/** Keeps opening quick by snapshots, and the history within its limits. */
export function keepHistory(ports: HistoryPorts, loop: Loop): Observable<AppEvent> {
  const { store, clock, logger, historyLimits } = ports;
  const { state, seq, events$ } = loop;

  const snapshot$ = merge(
    after(clock, SETTLING_MS),
    events$.pipe(filter(isFact), bufferCount(SNAPSHOT_EVERY)),
  ).pipe(
    tap(() => store.keepSnapshot({ seq: seq(), facts: state().facts })),
    ignoreElements(),
  );

  const staleKeys = (): readonly string[] =>
    store
      .readings()
      .flatMap(({ event }) => (!isFact(event) && isForgettableReading(event, state()) ? [keyOf(event)] : []));

  const forget$ = (upTo: number, from: number): Observable<never> =>
    defer(() => {
      const facts = store.factsAfter(from, BATCH);
      const lastSeq = facts.at(-1)?.seq ?? upTo;
      const forgettable = facts.filter((fact) => isForgettable(fact, upTo, state().facts));
      const keys = from === 0 ? staleKeys() : [];
      store.forget(
        forgettable.map((fact) => fact.seq),
        keys,
      );
      return lastSeq >= upTo ? EMPTY : after(clock, PAUSE_MS).pipe(switchMap(() => forget$(upTo, lastSeq)));
    });

  /** What is forgotten is first forgotten by the state, in all windows. */
  const compact$ = defer((): Observable<AppEvent> => {
    const upTo = store.forgetUpTo(historyLimits());
    return upTo === undefined
      ? EMPTY
      : concat(of<AppEvent>({ type: "history.compacted", upTo }), forget$(upTo, 0));
  });
  const compacting$ = after(clock, SETTLING_MS).pipe(
    switchMap(() => every(clock, COMPACT_EVERY_MS).pipe(startWith(undefined))),
    switchMap(() => compact$),
  );

  return merge(snapshot$, compacting$).pipe(
    catchError((error: unknown) => {
      logger.warn(`the history was not put in order: ${String(error)}`);
      return EMPTY;
    }),
  );
}
