import type { Sighting } from "./sighting.ts";
import {
  catchError,
  combineLatest,
  concat,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
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

type WatchServicePorts = {
  readonly probe: ServiceProbe;
  readonly api: Pick<OllamaApi, "version" | "list">;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** Whether the status bar of a window may show this service. */
  readonly isShown: () => boolean;
  /** Emits when a window that shows this service gets the focus, or has asked for something. */
  readonly attended$: Observable<unknown>;
  /** Whether downloads wait for the service. */
  readonly awaited$: Observable<boolean>;
  /** Emits when we start a service ourselves. */
  readonly ownStart$: Observable<unknown>;
  /** Emits when a person asks for the current state. */
  readonly refresh$: Observable<unknown>;
  /** Emits the failure when the list of models could not be read. */
  readonly unlisted$: Observable<Failure>;
  /** Emits when another request was not answered: while a view is visible, some are sent all the time. */
  readonly unanswered$: Observable<unknown>;
};

/** How often a server that has not answered yet, or is not Ollama, is asked again. */
const CHECK_EVERY_MS = 30_000;
/** The delay before a list of models that no Ollama would send is asked for again. */
const LIST_AGAIN_AFTER_MS = 2_000;
/** The delay before `listening` is emitted, so that a server that answers at once is never shown as starting. */
const LISTENING_AFTER_MS = 300;
/** Two connections in a row shorter than this mean a tunnel without a server behind it, or a dying server. */
const UNSTEADY_MS = 1_000;
/** A server may look for GPUs for half a minute before it answers (docs/ollama.md §4.2). */
const STARTUP_REQUESTS = 3;

/** The state of one subscription. */
type Watch = WatchServicePorts & {
  readonly backoff: ReconnectBackoff;
  seen: Sighting | undefined;
  /** How many connections in a row were shorter than `UNSTEADY_MS`. */
  unsteady: number;
};

/**
 * Watches a service, and emits a sighting whenever it changes. A held connection shows at once that the service has
 * died; a closed connection only counts if no other connection can be opened.
 */
export const watchService = (ports: WatchServicePorts): Observable<Sighting> =>
  defer(() => {
    const { clock, looking$, isShown, attended$, ownStart$, refresh$, unlisted$ } = ports;
    const backoff = createReconnectBackoff(clock, looking$, merge(ownStart$, refresh$, attended$), isShown);
    const watch: Watch = { ...ports, backoff, seen: undefined, unsteady: 0 };
    return merge(
      ownStart$.pipe(
        tap(() => backoff.expectSoon()),
        ignoreElements(),
      ),
      holdConnection(watch).pipe(
        catchError((error: unknown) => reportLoss(watch, sightingOfConnectFailure(toFailure(error)))),
        repeat(),
      ),
      unlisted$.pipe(
        filter((failure) => watch.seen?.type === "answered" && isOfAnotherProgram(failure)),
        exhaustMap(() => listAgain(watch)),
      ),
    ).pipe(
      distinctUntilChanged<Sighting>(isSameJson),
      tap((sighting) => (watch.seen = sighting)),
    );
  });

/** Holds one connection, and watches the service until it closes. */
const holdConnection = (watch: Watch): Observable<Sighting> =>
  defer(() => {
    let openedAtMs: number | undefined;
    const closed$ = defer(() => {
      const wasSteady = openedAtMs !== undefined && watch.clock.now() - openedAtMs >= UNSTEADY_MS;
      watch.unsteady = wasSteady ? 0 : watch.unsteady + 1;
      return watch.unsteady < 2 ? EMPTY : reportLoss(watch, { type: "gone" });
    });
    const held$ = watch.probe.hold().pipe(
      tap(() => (openedAtMs = watch.clock.now())),
      connect((open$) =>
        merge(
          open$.pipe(ignoreElements()),
          open$.pipe(
            switchMap(() => watchConnected(watch)),
            takeUntil(open$.pipe(last())),
          ),
        ),
      ),
    );
    return concat(held$, closed$);
  });

/** Emits that the service is lost, and completes when it is time to connect again. */
const reportLoss = (watch: Watch, sighting: Sighting): Observable<Sighting> =>
  defer(() => {
    const { seen, backoff } = watch;
    if (seen && seen.type !== sighting.type) backoff.expectBack();
    return concat(of(sighting), backoff.next().pipe(ignoreElements()));
  });

const watchConnected = (watch: Watch): Observable<Sighting> =>
  defer(() =>
    concat(
      watch.seen?.type === "answered" ? EMPTY : requestVersionUntilSettled(watch),
      checkWhileWanted(watch),
    ),
  );

const requestVersion = ({ api, seen }: Watch): Observable<Sighting> =>
  defer(() => api.version()).pipe(
    // A program that does not list models has a version like Ollama's, but is not Ollama.
    switchMap((server) => (seen?.type === "foreign" ? api.list().pipe(map(() => server)) : of(server))),
    map((server): Sighting => ({ type: "answered", ...server })),
    catchError((error: unknown) => of(sightingOfRequestFailure(toFailure(error)))),
  );

const nextRequest = ({ backoff, seen }: Watch): Observable<unknown> =>
  backoff.next(seen !== undefined && isFromGateway(seen));

const FOREIGN: Sighting = { type: "foreign" };

/** A gateway may answer once with a page of its own: only a second answer like that is another program's. */
const listAgain = (watch: Watch): Observable<Sighting> =>
  timer(LIST_AGAIN_AFTER_MS, clockScheduler(watch.clock)).pipe(
    switchMap(() => watch.api.list()),
    ignoreElements(),
    catchError((error: unknown) =>
      watch.seen?.type === "answered" && isOfAnotherProgram(toFailure(error)) ? of(FOREIGN) : EMPTY,
    ),
  );

/** Whether no Ollama answers a request for its models like this. */
const isOfAnotherProgram = (failure: Failure): boolean =>
  (failure.kind === "not-supported" || failure.kind === "unreadable") && failure.endpoint === "GET /api/tags";

const requestVersionUntilSettled = (watch: Watch): Observable<Sighting> =>
  defer(() => {
    let requests = 0;
    const answer$ = requestVersion(watch).pipe(
      map((sighting): Sighting =>
        sighting.type === "silent" && ++requests < STARTUP_REQUESTS ? { type: "listening" } : sighting,
      ),
      repeat({ delay: () => nextRequest(watch) }),
      takeWhile(isTransient, true),
    );
    const slow$ = timer(LISTENING_AFTER_MS, clockScheduler(watch.clock)).pipe(
      map((): Sighting => ({ type: "listening" })),
    );
    return answer$.pipe(connect((answers$) => merge(answers$, slow$.pipe(takeUntil(answers$)))));
  });

/** A service that answers is asked only if another request of ours was not answered. */
const checkWhileWanted = (watch: Watch): Observable<Sighting> =>
  combineLatest([watch.looking$, watch.awaited$]).pipe(
    map(([looks, isAwaited]) => looks || isAwaited),
    distinctUntilChanged(),
    switchMap((isWanted) => (isWanted ? whenInDoubt(watch) : EMPTY)),
    exhaustMap(() => check(watch)),
  );

const whenInDoubt = (watch: Watch): Observable<unknown> =>
  merge(
    watch.unanswered$,
    interval(CHECK_EVERY_MS, clockScheduler(watch.clock)).pipe(
      startWith(undefined),
      filter(() => watch.seen?.type !== "answered"),
    ),
  );

const check = (watch: Watch): Observable<Sighting> =>
  requestVersion(watch).pipe(
    switchMap((sighting) => {
      // While a connection is held, one failed request may be a network problem: only a second failure is a loss.
      if (isLoss(sighting)) return requestVersionUntilBack(watch);
      if (sighting.type !== "silent") return of(sighting);
      const unseen$ = watch.looking$.pipe(filter((looks) => !looks));
      return concat(of(sighting), requestVersionUntilBack(watch).pipe(takeUntil(unseen$)));
    }),
  );

const requestVersionUntilBack = (watch: Watch): Observable<Sighting> =>
  concat(
    watch.backoff.next().pipe(ignoreElements()),
    requestVersion(watch).pipe(
      repeat({ delay: () => nextRequest(watch) }),
      takeWhile((sighting) => isLoss(sighting) || sighting.type === "silent", true),
    ),
  );

/** The sighting when no connection could be opened. */
function sightingOfConnectFailure(failure: Failure): Sighting {
  return failure.kind === "timed-out" ? { type: "out-of-reach", failure } : sightingOfRequestFailure(failure);
}

/** The sighting when `GET /api/version` failed. */
function sightingOfRequestFailure(failure: Failure): Sighting {
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
    case "another-server":
      return { type: "foreign", server: failure.server };
    default:
      return { type: "foreign" };
  }
}

/** Whether the sighting may change soon: then the request is repeated, with the backoff of connection attempts. */
function isTransient(sighting: Sighting): boolean {
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

/** Whether something before Ollama answered: nothing tells when Ollama itself will. */
const isFromGateway = (sighting: Sighting): boolean =>
  sighting.type === "turned-away" ||
  (sighting.type === "out-of-reach" && sighting.failure.kind === "bad-gateway");

const isLoss = ({ type }: Sighting): boolean => type === "gone" || type === "out-of-reach";
