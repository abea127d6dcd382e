import {
  catchError,
  combineLatest,
  concat,
  concatMap,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  interval,
  map,
  merge,
  of,
  startWith,
  Subject,
  switchMap,
  tap,
  throttleTime,
  timer,
  type Observable,
} from "rxjs";
import { toFailure, type Failure } from "../shared/failure.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { withInstalledNames } from "./loaded-copies.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import type { LoadedModel, Model, ModelsEvent } from "./models-events.ts";
import { removedSince, type ModelList } from "./models.ts";
import type { ModelSign } from "./log-signs.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

type WatchModelsPorts = {
  readonly api: Pick<OllamaApi, "list" | "listLoaded">;
  /** The list as known now; `undefined` before the first one, which may be empty. */
  readonly known: () => ModelList | undefined;
  readonly clock: Clock;
  /** Whether the service answers. */
  readonly running$: Observable<boolean>;
  readonly looking$: Observable<boolean>;
  /** Emits when one of our operations may have changed the lists, or on a refresh request. */
  readonly changed$: Observable<unknown>;
  /** What is seen of others without a request. */
  readonly signs$: Observable<ModelSign>;
};

export type ListsEvent = WithoutHost<
  Extract<
    ModelsEvent,
    {
      type:
        | "models.listed"
        | "models.confirmed"
        | "models.changed-elsewhere"
        | "models.loaded"
        | "models.unread";
    }
  >
>;

/** One request each time: at most four in any minute while a view is visible and nothing changes. */
const LOOK_EVERY_MS = 16_000;
/** Every fifth look is at the list of installed models, which changes less often. */
const LIST_EVERY = 5;
/** The same while nothing was ever seen of others: the models folder may be out of reach, or that of another Ollama. */
const UNSEEN_LIST_EVERY = 2;
/** A script may change the tags many times a second. */
const LIST_AT_MOST_EVERY_MS = 1_000;
/** The log of a busy Ollama mentions many requests a second. */
const LOADED_AT_MOST_EVERY_MS = 2_000;
/** Ollama unloads a model slightly after the reported time. */
const EXPIRY_GRACE_MS = 500;
/** The longest delay that timers of every runtime support. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * Reads which models are installed and which are loaded: when a view becomes visible, after a change, and now and then
 * while a view is visible. A list that cannot be read is reported once; the last good one stays. While no view is
 * visible, a list that others have changed is only marked.
 */
export const watchModels = (given: WatchModelsPorts): Observable<ListsEvent> =>
  defer(() => {
    let isSeen = false;
    const signs$ = given.signs$.pipe(tap((sign) => (isSeen ||= sign === "installed")));
    const ports = { ...given, signs$, listEvery: () => (isSeen ? LIST_EVERY : UNSEEN_LIST_EVERY) };
    const { both$, again$, signalled$ } = createReadings(ports);
    const { running$, looking$, changed$ } = ports;
    return combineLatest([running$.pipe(distinctUntilChanged()), looking$.pipe(distinctUntilChanged())]).pipe(
      switchMap(([isUp, isVisible]) => {
        const mark$ = markStale(ports);
        if (!isUp) return mark$;
        if (!isVisible) return merge(mark$, changed$.pipe(switchMap(() => both$)));
        const changes$ = changed$.pipe(
          startWith(undefined),
          switchMap(() => merge(again$, both$)),
        );
        return merge(changes$, signalled$);
      }),
    );
  });

const listed = (models: readonly Model[], removed: readonly ModelName[]): ListsEvent => ({
  type: "models.listed",
  models,
  ...(removed.length > 0 && { removed }),
});

const markStale = ({ known, signs$ }: WatchModelsPorts): Observable<ListsEvent> =>
  signs$.pipe(
    filter((sign) => {
      const list = known();
      return sign === "installed" && list !== undefined && !list.isStale;
    }),
    map((): ListsEvent => ({ type: "models.changed-elsewhere" })),
  );

/**
 * `both$` reads both lists once; `again$` reads each again when it may have changed, `signalled$` when others were seen to
 * have changed it.
 */
function createReadings({
  api,
  known,
  clock,
  signs$,
  listEvery,
}: WatchModelsPorts & { readonly listEvery: () => number }) {
  const scheduler = clockScheduler(clock);
  const lastLoaded$ = new Subject<readonly LoadedModel[]>();
  let lastUnlisted: readonly ModelName[] = [];
  const reportingOnce = createFailureReports();

  const installed$ = reportingOnce(
    defer(() => api.list()).pipe(
      map((models): ListsEvent =>
        isSameJson(models, known()?.models)
          ? { type: "models.confirmed" }
          : listed(models, removedSince(known(), models)),
      ),
    ),
  );
  const loaded$ = reportingOnce(
    defer(() => api.listLoaded()).pipe(
      tap((models) => lastLoaded$.next(models)),
      concatMap((models) => concat(listFor(models), of<ListsEvent>({ type: "models.loaded", models }))),
    ),
  );

  /** A loaded model that is not listed is new, or was deleted: the list is read once before it is reported. */
  const listFor = (models: readonly LoadedModel[]): Observable<ListsEvent> => {
    const unlisted = unlistedAmong(models, known()?.models);
    const isKnown = isSameJson(unlisted, lastUnlisted);
    lastUnlisted = unlisted;
    return isKnown || unlisted.length === 0 ? EMPTY : installed$;
  };

  const both$ = merge(installed$, loaded$);
  const again$ = merge(
    interval(LOOK_EVERY_MS, scheduler).pipe(
      map((count) => ((count + 1) % listEvery() === 0 ? installed$ : loaded$)),
    ),
    lastLoaded$.pipe(
      switchMap((models) => nextExpiry(clock, models)),
      map(() => loaded$),
    ),
  ).pipe(exhaustMap((reading$) => reading$));
  const signalled$ = merge(
    signs$.pipe(
      filter((sign) => sign === "installed"),
      throttleTime(LIST_AT_MOST_EVERY_MS, scheduler, { leading: true, trailing: true }),
      switchMap(() => installed$),
    ),
    signs$.pipe(
      filter((sign) => sign === "loaded"),
      throttleTime(LOADED_AT_MOST_EVERY_MS, scheduler, { leading: true, trailing: true }),
      switchMap(() => loaded$),
    ),
  );
  return { both$, again$, signalled$ };
}

/** Nothing is unlisted before the first list. Sorted, since Ollama lists loaded models by when they expire. */
const unlistedAmong = (
  loaded: readonly LoadedModel[],
  listed: readonly Model[] | undefined,
): readonly ModelName[] =>
  listed
    ? withInstalledNames(loaded, listed)
        .map(({ name }) => name)
        .filter((name) => !listed.some((model) => isSameModel(model.name, name)))
        .toSorted()
    : [];

/** Reports a failure once, even if several lists fail with it, until each of them can be read again. */
function createFailureReports(): (reading$: Observable<ListsEvent>) => Observable<ListsEvent> {
  const reported = new Map<unknown, string>();
  return (reading$) =>
    reading$.pipe(
      tap(() => reported.delete(reading$)),
      catchError((error: unknown) => {
        const failure = toFailure(error);
        const text = JSON.stringify(failure);
        const isReported = [...reported.values()].includes(text);
        reported.set(reading$, text);
        return isReported || !isWorthReporting(failure)
          ? EMPTY
          : of<ListsEvent>({ type: "models.unread", failure });
      }),
    );
}

/** The service itself reports that it went away. */
const isWorthReporting = ({ kind }: Failure): boolean => kind !== "unreachable" && kind !== "aborted";

function nextExpiry(clock: Clock, models: readonly LoadedModel[]): Observable<unknown> {
  const soonestMs = Math.min(...models.map(({ expiresAtMs = Infinity }) => expiresAtMs));
  const waitMs = soonestMs - clock.now() + EXPIRY_GRACE_MS;
  return waitMs > 0 && waitMs <= LONGEST_WAIT_MS ? timer(waitMs, clockScheduler(clock)) : EMPTY;
}
