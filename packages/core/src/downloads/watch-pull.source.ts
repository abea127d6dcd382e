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
const READING_EVERY_MS = 120;
/** Milliseconds between two checks whether bytes still arrive. */
const CHECK_EVERY_MS = 5_000;
/** Milliseconds without a byte after which a pull counts as stalled; Ollama still sends lines (docs/ollama.md §0.7). */
const STALLED_AFTER_MS = 10_000;
/** Milliseconds without a byte after which a pull fails: more than the 63 s that Ollama retries (docs/ollama.md §2.5). */
const GIVEN_UP_AFTER_MS = 120_000;

/** A pull, and when it last made progress. */
type Watched = { readonly pull: Pull; readonly progressedAtMs: number };

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
      scan((before: Watched, news) => watch(before, news, clock.now()), {
        pull: pullFrom(progress),
        progressedAtMs: clock.now(),
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

/** Adds a message, or undefined at a check; throws `PortError` if no byte has arrived for too long. */
function watch(
  { pull: before, progressedAtMs }: Watched,
  news: PullNews | undefined,
  nowMs: number,
): Watched {
  const pull = news ? evolvePull(before, news) : before;
  const hasProgressed = pull.step !== before.step || presentBytes(pull) !== presentBytes(before);
  if (hasProgressed) return { pull, progressedAtMs: nowMs };
  const isSilent = pull.step === "preparing" || pull.step === "pulling";
  if (isSilent && nowMs - progressedAtMs >= GIVEN_UP_AFTER_MS)
    throw new PortError({ kind: "stalled", afterMs: GIVEN_UP_AFTER_MS });
  return { pull, progressedAtMs };
}

function createReadings(clock: Clock): (watched: Watched) => Progress {
  const rate = createThroughputMeter(clock);
  return ({ pull, progressedAtMs }) => {
    const isStalled = pull.step === "pulling" && clock.now() - progressedAtMs >= STALLED_AFTER_MS;
    return {
      ...progressOfPull(pull),
      ...rate(pull),
      ...(isStalled && { stalledSinceMs: progressedAtMs }),
    };
  };
}
