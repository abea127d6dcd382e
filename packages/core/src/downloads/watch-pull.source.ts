import {
  catchError,
  defer,
  distinctUntilChanged,
  EMPTY,
  interval,
  map,
  merge,
  scan,
  share,
  startWith,
  Subject,
  switchMap,
  take,
  tap,
  throttleTime,
  type Observable,
} from "rxjs";
import { atRest, type Progress } from "./progress.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import {
  isManifestMissing,
  progressOfPull,
  pullFrom,
  type PullLayer,
  type PullNews,
} from "./pull-progress.ts";
import { standstillOf, watchLine, type WatchedPull } from "./pull-standstill.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { mergeUntilFirstCompletes } from "../shared/merge-until-first-completes.source.ts";
import { createThroughputMeter } from "./throughput-meter.source.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { isSameJson } from "../shared/same-json.ts";

/** What a pull needs from its host. */
type WatchPullPorts = Pick<HostPorts, "api" | "registry" | "isInsecure"> & {
  readonly clock: Clock;
  /** Version of the Ollama that pulls: a registry does not give every model to every version. */
  readonly version: () => string;
};

/** What to pull, and what is already known about it. */
type PullOrder = {
  readonly model: ModelName;
  /** The layers to fetch, once they are known. */
  readonly layers$: Observable<readonly PullLayer[]>;
  readonly progress?: Progress;
};

/** What a pull reports: the layers to fetch, and its progress. */
export type PullReport =
  | { readonly type: "sized"; readonly layers: readonly PullLayer[] }
  | { readonly type: "progressed"; readonly progress: Progress };

/**
 * Milliseconds between two readings. Ollama may send tens of thousands of lines a second (docs/ollama.md §2.2);
 * renderers get at most ten changes a second, the other events of a download included.
 */
export const READING_EVERY_MS = 120;
/** Milliseconds between two checks whether bytes still arrive. */
const CHECK_EVERY_MS = 5_000;

/** The layers of a model, as its registry lists them; completes without a value if the registry does not tell. */
export const askForLayers = (
  { registry, version }: Pick<WatchPullPorts, "registry" | "version">,
  model: ModelName,
): Observable<readonly PullLayer[]> =>
  registry.manifest(model, { version: version() }).pipe(
    map(({ layers }) => layers),
    catchError(() => EMPTY), // if the model is not available, Ollama itself reports why
  );

/** Pulls a model and reports progress. The total stays unknown if the registry does not tell it. */
export function watchPull(
  ports: WatchPullPorts,
  { model, layers$, progress }: PullOrder,
): Observable<PullReport> {
  const { api, isInsecure, clock } = ports;
  return defer(() => {
    const toReading = createReadings(clock);
    const scheduler = clockScheduler(clock);
    const outdated$ = new Subject<void>();
    const fresh$ = outdated$.pipe(
      take(1),
      switchMap(() => askForLayers(ports, model)),
      share(),
    );
    const manifest$ = merge(layers$, fresh$).pipe(map((layers): PullNews => ({ kind: "manifest", layers })));
    const news$ = mergeUntilFirstCompletes(
      api.pull(model, { insecure: isInsecure(partsOf(model).host) }),
      manifest$,
    );
    const checks$ = interval(CHECK_EVERY_MS, scheduler).pipe(map(() => undefined));
    const progressed$ = mergeUntilFirstCompletes(news$, checks$).pipe(
      scan((before: WatchedPull, news) => watchLine(before, news, clock.now()), {
        pull: pullFrom(progress),
        heardAtMs: clock.now(),
        progressedAtMs: clock.now(),
      }),
      tap(({ pull }) => isManifestMissing(pull) && outdated$.next()),
      throttleTime(READING_EVERY_MS, scheduler, { leading: true, trailing: true }),
      map(toReading),
      // The last reading of an earlier attempt says how fast that one was.
      progress ? startWith<Progress>(atRest(progress)) : (same$) => same$,
      distinctUntilChanged<Progress>(isSameJson),
      map((reading): PullReport => ({ type: "progressed", progress: reading })),
    );
    return mergeUntilFirstCompletes(
      progressed$,
      fresh$.pipe(map((layers): PullReport => ({ type: "sized", layers }))),
    );
  });
}

function createReadings(clock: Clock): (watched: WatchedPull) => Progress {
  const rate = createThroughputMeter(clock);
  return (watched) => {
    const standstill = standstillOf(watched, clock.now());
    return { ...progressOfPull(watched.pull), ...rate(watched.pull), ...(standstill && { standstill }) };
  };
}
