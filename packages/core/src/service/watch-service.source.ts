import type { Sighting } from "./sighting.ts";
import {
  catchError,
  concat,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  ignoreElements,
  interval,
  last,
  map,
  merge,
  of,
  repeat,
  startWith,
  switchMap,
  takeUntil,
  takeWhile,
  tap,
  timer,
  type Observable,
} from "rxjs";
import { toFailure, type Failure } from "../shared/failure.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { ServiceProbe } from "./probe.port.ts";
import { createReconnectBackoff, type ReconnectBackoff } from "./reconnect-backoff.source.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** By what the service is watched, and what makes its coming likely. */
export type WatchServicePorts = {
  readonly probe: ServiceProbe;
  readonly api: Pick<OllamaApi, "version">;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** Emits when we start a service ourselves. */
  readonly hurry$: Observable<unknown>;
};

const CHECK_EVERY_MS = 30_000;
/** Milliseconds before `listening` is reported, so that a server that answers at once is never shown as starting. */
const LISTENING_AFTER_MS = 300;
/** Two connections in a row that last no longer than this: a tunnel without a server behind it, or a dying server. */
const UNSTEADY_MS = 1_000;
/** A server may look for GPUs for half a minute before it answers (docs/ollama.md §4.2). */
const PATIENT_ASKS = 3;

/** What is remembered from one attempt to the next, for one subscriber. */
type Watch = WatchServicePorts & {
  readonly attempts: ReconnectBackoff;
  seen: Sighting | undefined;
  /** How many connections in a row have lasted no longer than a moment. */
  unsteady: number;
};

/**
 * Sees a service come and go, whoever started it, and says only what changed. Its death is seen by a connection that is
 * held open; one closed connection is not believed until another cannot be opened.
 */
export const watchService = (ports: WatchServicePorts): Observable<Sighting> =>
  defer(() => {
    const { clock, looking$, hurry$ } = ports;
    const attempts = createReconnectBackoff(clock, looking$, hurry$);
    const watch: Watch = { ...ports, attempts, seen: undefined, unsteady: 0 };
    return merge(
      hurry$.pipe(
        tap(() => attempts.expectSoon()),
        ignoreElements(),
      ),
      visit(watch).pipe(
        catchError((error: unknown) => lose(watch, unopened(toFailure(error)))),
        repeat(),
      ),
    ).pipe(
      distinctUntilChanged<Sighting>(isSameJson),
      tap((sighting) => (watch.seen = sighting)),
    );
  });

/** Holds a connection for as long as it lasts. */
const visit = (watch: Watch): Observable<Sighting> =>
  defer(() => {
    let openedAtMs: number | undefined;
    const closed$ = defer(() => {
      const wasSteady = openedAtMs !== undefined && watch.clock.now() - openedAtMs >= UNSTEADY_MS;
      watch.unsteady = wasSteady ? 0 : watch.unsteady + 1;
      return watch.unsteady < 2 ? EMPTY : lose(watch, { type: "gone" });
    });
    const held$ = watch.probe.hold().pipe(
      tap(() => (openedAtMs = watch.clock.now())),
      connect((open$) =>
        merge(
          open$.pipe(ignoreElements()),
          open$.pipe(
            switchMap(() => stay(watch)),
            takeUntil(open$.pipe(last())),
          ),
        ),
      ),
    );
    return concat(held$, closed$);
  });

/** Says that the service is lost, and waits until it is time to try again. */
const lose = (watch: Watch, sighting: Sighting): Observable<Sighting> =>
  defer(() => {
    const { seen, attempts } = watch;
    if (seen && seen.type !== sighting.type) attempts.expectSoon();
    return concat(of(sighting), attempts.next().pipe(ignoreElements()));
  });

const stay = (watch: Watch): Observable<Sighting> =>
  defer(() =>
    concat(watch.seen?.type === "answered" ? EMPTY : askPatiently(watch), checkWhileLookedAt(watch)),
  );

const ask = ({ api }: Watch): Observable<Sighting> =>
  defer(() => api.version()).pipe(
    map((version): Sighting => ({ type: "answered", version })),
    catchError((error: unknown) => of(sightingOf(toFailure(error)))),
  );

const askPatiently = (watch: Watch): Observable<Sighting> =>
  defer(() => {
    let asked = 0;
    const patient$ = ask(watch).pipe(
      map((sighting): Sighting =>
        sighting.type === "silent" && ++asked < PATIENT_ASKS ? { type: "listening" } : sighting,
      ),
      repeat({ delay: () => watch.attempts.next() }),
      takeWhile(isPassing, true),
    );
    const slow$ = timer(LISTENING_AFTER_MS, clockScheduler(watch.clock)).pipe(
      map((): Sighting => ({ type: "listening" })),
    );
    return patient$.pipe(connect((answers$) => merge(answers$, slow$.pipe(takeUntil(answers$)))));
  });

const checkWhileLookedAt = (watch: Watch): Observable<Sighting> =>
  watch.looking$.pipe(
    distinctUntilChanged(),
    switchMap((looks) => {
      if (!looks) return EMPTY;
      const ticks$ = interval(CHECK_EVERY_MS, clockScheduler(watch.clock));
      return watch.seen?.type === "answered" ? ticks$ : ticks$.pipe(startWith(undefined));
    }),
    exhaustMap(() =>
      ask(watch).pipe(switchMap((sighting) => (isLoss(sighting) ? askUntilBack(watch) : of(sighting)))),
    ),
  );

/** While a connection is held, one answer that failed may be a slip on the way: it is not believed until the next fails too. */
const askUntilBack = (watch: Watch): Observable<Sighting> =>
  concat(
    watch.attempts.next().pipe(ignoreElements()),
    ask(watch).pipe(repeat({ delay: () => watch.attempts.next() }), takeWhile(isLoss, true)),
  );

/** What it tells of a service that no connection could be opened. */
function unopened(failure: Failure): Sighting {
  return failure.kind === "timed-out" ? { type: "out-of-reach", failure } : sightingOf(failure);
}

/** What a failed `GET /api/version` tells of a service. */
function sightingOf(failure: Failure): Sighting {
  switch (failure.kind) {
    case "unreachable":
      return failure.cause === "refused" || failure.cause === "reset"
        ? { type: "gone" }
        : { type: "out-of-reach", failure };
    case "bad-gateway":
    case "no-connection":
      return { type: "out-of-reach", failure };
    case "timed-out":
      return { type: "silent" };
    case "forbidden":
    case "redirected":
    case "rejected":
    case "busy":
      return { type: "turned-away", failure };
    default:
      return { type: "foreign" };
  }
}

/** Whether it may be over any moment: then it is asked again as often as one that is gone is looked for. */
function isPassing(sighting: Sighting): boolean {
  switch (sighting.type) {
    case "listening":
    case "silent":
    case "gone":
    case "out-of-reach":
      return true;
    case "turned-away":
      return sighting.failure.kind === "rejected" || sighting.failure.kind === "busy";
    case "answered":
    case "foreign":
      return false;
  }
}

const isLoss = ({ type }: Sighting): boolean => type === "gone" || type === "out-of-reach";
