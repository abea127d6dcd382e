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
  type Observable,
} from "rxjs";
import { toFailure, type Failure } from "../shared/failure.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { ServiceProbe } from "./probe.port.ts";
import { createAttempts } from "./reconnect-backoff.source.ts";
import { after, every } from "../shared/rx-timer.source.ts";

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

/**
 * Sees a service come and go, whoever started it, and says only what changed. Its death is seen by a connection that is
 * held open; one closed connection is not believed until another cannot be opened.
 */
export function watchService({
  probe,
  api,
  clock,
  looking$,
  hurry$,
}: WatchServicePorts): Observable<Sighting> {
  const attempts = createAttempts(clock, looking$, hurry$);
  let seen: Sighting | undefined;
  let unsteady = 0;

  const ask$ = defer(() => api.version()).pipe(
    map((version): Sighting => ({ type: "answered", version })),
    catchError((error: unknown) => of(sightingOf(toFailure(error)))),
  );

  const askPatiently$ = defer(() => {
    let asked = 0;
    const patient$ = ask$.pipe(
      map((sighting): Sighting =>
        sighting.type === "silent" && ++asked < PATIENT_ASKS ? { type: "listening" } : sighting,
      ),
      repeat({ delay: () => attempts.next() }),
      takeWhile(isPassing, true),
    );
    const slow$ = after(clock, LISTENING_AFTER_MS).pipe(map((): Sighting => ({ type: "listening" })));
    return patient$.pipe(connect((answers$) => merge(answers$, slow$.pipe(takeUntil(answers$)))));
  });

  /** While a connection is held, one answer that failed may be a slip on the way: it is not believed until the next fails too. */
  const askUntilBack$ = defer(() =>
    concat(
      attempts.next().pipe(ignoreElements()),
      ask$.pipe(repeat({ delay: () => attempts.next() }), takeWhile(isLoss, true)),
    ),
  );

  const checkWhileLookedAt$ = looking$.pipe(
    distinctUntilChanged(),
    switchMap((looks) => {
      if (!looks) return EMPTY;
      const ticks$ = every(clock, CHECK_EVERY_MS);
      return seen?.type === "answered" ? ticks$ : ticks$.pipe(startWith(undefined));
    }),
    exhaustMap(() => ask$.pipe(switchMap((sighting) => (isLoss(sighting) ? askUntilBack$ : of(sighting))))),
  );

  const stay$ = defer(() => concat(seen?.type === "answered" ? EMPTY : askPatiently$, checkWhileLookedAt$));

  const visit$ = defer(() => {
    let openedAtMs: number | undefined;
    const closed$ = defer(() => {
      const wasSteady = openedAtMs !== undefined && clock.now() - openedAtMs >= UNSTEADY_MS;
      unsteady = wasSteady ? 0 : unsteady + 1;
      return unsteady < 2 ? EMPTY : lost$({ type: "gone" });
    });
    const held$ = probe.hold().pipe(
      tap(() => (openedAtMs = clock.now())),
      connect((open$) =>
        merge(
          open$.pipe(ignoreElements()),
          open$.pipe(
            switchMap(() => stay$),
            takeUntil(open$.pipe(last())),
          ),
        ),
      ),
    );
    return concat(held$, closed$);
  });

  function lost$(sighting: Sighting): Observable<Sighting> {
    return defer(() => {
      if (seen && seen.type !== sighting.type) attempts.expectSoon();
      return concat(of(sighting), attempts.next().pipe(ignoreElements()));
    });
  }

  return merge(
    hurry$.pipe(
      tap(() => attempts.expectSoon()),
      ignoreElements(),
    ),
    visit$.pipe(
      catchError((error: unknown) => lost$(unopened(toFailure(error)))),
      repeat(),
    ),
  ).pipe(
    distinctUntilChanged<Sighting>(isSameJson),
    tap((sighting) => (seen = sighting)),
  );
}

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
