import {
  catchError,
  defer,
  EMPTY,
  interval,
  map,
  merge,
  scan,
  share,
  Subject,
  switchMap,
  take,
  tap,
  throttleTime,
  type Observable,
} from "rxjs";
import type { Progress } from "./progress.ts";
import { PortError } from "../shared/failure.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import {
  evolvePull,
  isManifestMissing,
  presentBytes,
  progressOfPull,
  pullFrom,
  type Pull,
  type PullLayer,
  type PullNews,
} from "./pull-progress.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { mergeUntilFirstCompletes } from "../shared/merge-until-first-completes.source.ts";
import { createThroughputMeter } from "./throughput-meter.source.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";

/** What a pull needs of its host. */
export type WatchPullPorts = Pick<HostPorts, "api" | "registry" | "isInsecure"> & {
  readonly clock: Clock;
  /** The version of the Ollama that pulls: a registry does not give every model to every version. */
  readonly version: () => string;
};

/** What is to be pulled, and what is known of it from before. */
export type PullOrder = {
  readonly model: ModelName;
  /** What there is to fetch, as soon as that is known. */
  readonly layers$: Observable<readonly PullLayer[]>;
  readonly progress?: Progress;
};

/** What a pull tells: the layers there are to fetch, and how far it has come. */
export type PullReport =
  | { readonly type: "sized"; readonly layers: readonly PullLayer[] }
  | { readonly type: "progressed"; readonly progress: Progress };

/**
 * Milliseconds between two readings. Ollama may send tens of thousands of lines a second (docs/ollama.md §2.2);
 * renderers get at most ten changes a second, the other events of a download included.
 */
const READING_EVERY_MS = 120;
/** Milliseconds between two checks whether any bytes arrive. */
const LOOK_EVERY_MS = 5_000;
/** Milliseconds without a byte after which a pull counts as stalled; lines come all the same (docs/ollama.md §0.7). */
const STALLED_AFTER_MS = 10_000;
/** Milliseconds without a byte after which it fails: more than the 63 s that Ollama retries (docs/ollama.md §2.5). */
const GIVEN_UP_AFTER_MS = 120_000;

/** A pull, since when nothing has moved in it. */
type Watched = { readonly pull: Pull; readonly movedAtMs: number };

/** The layers of a model, as its registry lists them; completes without a value where the registry does not say. */
export const askForLayers = (
  { registry, version }: Pick<WatchPullPorts, "registry" | "version">,
  model: ModelName,
): Observable<readonly PullLayer[]> =>
  registry.manifest(model, { version: version() }).pipe(
    map(({ layers }) => layers),
    catchError(() => EMPTY), // Ollama itself says why, if it cannot be had
  );

/** Pulls a model and tells how far it has come. Where its registry does not tell the total, it stays unknown. */
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
    const looks$ = interval(LOOK_EVERY_MS, scheduler).pipe(map(() => undefined));
    const progressed$ = mergeUntilFirstCompletes(news$, looks$).pipe(
      scan((before: Watched, news) => watch(before, news, clock.now()), {
        pull: pullFrom(progress),
        movedAtMs: clock.now(),
      }),
      tap(({ pull }) => isManifestMissing(pull) && outdated$.next()),
      throttleTime(READING_EVERY_MS, scheduler, { leading: true, trailing: true }),
      map((watched): PullReport => ({ type: "progressed", progress: toReading(watched) })),
    );
    return mergeUntilFirstCompletes(
      progressed$,
      fresh$.pipe(map((layers): PullReport => ({ type: "sized", layers }))),
    );
  });
}

/** Takes in what has come; throws `PortError` where nothing has for too long. */
function watch({ pull: before, movedAtMs }: Watched, news: PullNews | undefined, nowMs: number): Watched {
  const pull = news ? evolvePull(before, news) : before;
  const isMoving = pull.step !== before.step || presentBytes(pull) !== presentBytes(before);
  if (isMoving) return { pull, movedAtMs: nowMs };
  const isSilent = pull.step === "preparing" || pull.step === "pulling";
  if (isSilent && nowMs - movedAtMs >= GIVEN_UP_AFTER_MS)
    throw new PortError({ kind: "stalled", afterMs: GIVEN_UP_AFTER_MS });
  return { pull, movedAtMs };
}

function createReadings(clock: Clock): (watched: Watched) => Progress {
  const rate = createThroughputMeter(clock);
  return ({ pull, movedAtMs }) => {
    const isStalled = pull.step === "pulling" && clock.now() - movedAtMs >= STALLED_AFTER_MS;
    return {
      ...progressOfPull(pull),
      ...rate(pull),
      ...(isStalled && { stalledSinceMs: movedAtMs }),
    };
  };
}
