import {
  catchError,
  combineLatest,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  interval,
  map,
  merge,
  of,
  startWith,
  Subject,
  switchMap,
  tap,
  timer,
  type Observable,
} from "rxjs";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { LoadedModel, Model, ModelsEvent } from "./models-events.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** By what the lists are read, and what makes it worth to read them. */
export type WatchModelsPorts = {
  readonly api: Pick<OllamaApi, "list" | "listLoaded">;
  /** The list that is known by now; `undefined` until there was one, which may be empty. */
  readonly listed: () => readonly Model[] | undefined;
  readonly clock: Clock;
  /** Whether the service answers. */
  readonly running$: Observable<boolean>;
  readonly looking$: Observable<boolean>;
  /** Emits when something of ours may have changed the lists, or when somebody asks. */
  readonly changed$: Observable<unknown>;
};

/** What is read of the lists, and that they cannot be read. */
export type ListsEvent = WithoutHost<
  Extract<ModelsEvent, { type: "models.listed" | "models.confirmed" | "models.loaded" | "models.unread" }>
>;

/** What others do (a terminal's `ollama run`) is seen this often while somebody looks. */
const LIST_EVERY_MS = 30_000;
const LOADED_EVERY_MS = 10_000;
/** Ollama unloads a little after the time it has told. */
const EXPIRY_GRACE_MS = 500;
/** The longest wait that every runtime's timers can keep. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * Reads which models are installed and which are loaded: when somebody begins to look or something changed, and every
 * now and then while somebody looks. A list that cannot be read is said once; the last good one stays.
 */
export const watchModels = (ports: WatchModelsPorts): Observable<ListsEvent> =>
  defer(() => {
    const { both$, again$ } = createReadings(ports);
    const { running$, looking$, changed$ } = ports;
    return combineLatest([running$.pipe(distinctUntilChanged()), looking$.pipe(distinctUntilChanged())]).pipe(
      switchMap(([isUp, looks]) => {
        if (!isUp) return EMPTY;
        const now$ = looks ? changed$.pipe(startWith(undefined)) : changed$;
        return now$.pipe(switchMap(() => merge(looks ? again$ : EMPTY, both$)));
      }),
    );
  });

/** What is read: both lists at once, and each again when it may be another than before. */
function createReadings({ api, listed, clock }: WatchModelsPorts) {
  const scheduler = clockScheduler(clock);
  const lastLoaded$ = new Subject<readonly LoadedModel[]>();
  const withComplaints = createComplaints();

  const installed$ = withComplaints(
    defer(() => api.list()).pipe(
      map((models): ListsEvent =>
        isSameJson(models, listed()) ? { type: "models.confirmed" } : { type: "models.listed", models },
      ),
    ),
  );
  const loaded$ = withComplaints(
    defer(() => api.listLoaded()).pipe(
      tap((models) => lastLoaded$.next(models)),
      map((models): ListsEvent => ({ type: "models.loaded", models })),
    ),
  );

  const both$ = merge(installed$, loaded$);
  const again$ = merge(
    interval(LIST_EVERY_MS, scheduler).pipe(map(() => both$)),
    merge(
      interval(LOADED_EVERY_MS, scheduler),
      lastLoaded$.pipe(switchMap((models) => nextExpiry(clock, models))),
    ).pipe(map(() => loaded$)),
  ).pipe(exhaustMap((reading$) => reading$));
  return { both$, again$ };
}

/** Says what is wrong once, whichever of several lists it is wrong with, until each of them can be read again. */
function createComplaints(): (reading$: Observable<ListsEvent>) => Observable<ListsEvent> {
  const said = new Map<unknown, string>();
  return (reading$) =>
    reading$.pipe(
      tap(() => said.delete(reading$)),
      catchError((error: unknown) => {
        const failure = toFailure(error);
        const text = JSON.stringify(failure);
        const isSaid = [...said.values()].includes(text);
        said.set(reading$, text);
        return isSaid || !isWorthTelling(failure)
          ? EMPTY
          : of<ListsEvent>({ type: "models.unread", failure });
      }),
    );
}

/** A service that goes away says so itself. */
const isWorthTelling = ({ kind }: Failure): boolean => kind !== "unreachable" && kind !== "aborted";

function nextExpiry(clock: Clock, models: readonly LoadedModel[]): Observable<unknown> {
  const soonestMs = models.reduce((soonest, { expiresAtMs }) => Math.min(soonest, expiresAtMs), Infinity);
  const waitMs = soonestMs - clock.now() + EXPIRY_GRACE_MS;
  return waitMs > 0 && waitMs <= LONGEST_WAIT_MS ? timer(waitMs, clockScheduler(clock)) : EMPTY;
}
