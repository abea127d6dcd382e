import {
  concat,
  concatMap,
  connect,
  defer,
  distinctUntilChanged,
  endWith,
  from,
  ignoreElements,
  map,
  merge,
  NEVER,
  of,
  scan,
  startWith,
  switchMap,
  takeUntil,
  tap,
  throttleTime,
  throwError,
  timer,
  type MonoTypeOperatorFunction,
  type Observable,
} from "rxjs";
import { atRest, type Progress } from "../downloads/progress.ts";
import { sizeOfLayers, type PullLayer } from "../downloads/pull-progress.ts";
import { createThroughputMeter } from "../downloads/throughput-meter.source.ts";
import { READING_EVERY_MS, type PullReport } from "../downloads/watch-pull.source.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { isOlderThan } from "../service/versions.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { ByteSource } from "../shared/byte-source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { PortError } from "../shared/failure.ts";
import { isSameJson } from "../shared/same-json.ts";
import { differenceOf, type Difference } from "./difference.ts";
import { readSource, type Source, type SourceFolder } from "./read-source.source.ts";
import { evolveSent, progressOfSent, sendFrom, type SendNews } from "./send-progress.ts";
import { layersToSend } from "./sendable-model.ts";

/** What sending a model needs: the Ollama that gets it, and the files of the one that has it. */
export type SendPorts = {
  readonly api: OllamaApi;
  readonly clock: Clock;
  /** Version of the Ollama that gets the model. */
  readonly version: () => string;
  /** The models folder that has the model, if it can be read from here. */
  readonly source: () => Promise<SourceFolder | undefined>;
};

/** What a send reports: like a pull, and at last in what the new model differs from the original, if it does. */
export type SendReport = PullReport | { readonly type: "compared"; readonly difference: Difference };

/** A server that takes no byte for this long does not go on; another attempt sends that layer anew. */
const STALLED_AFTER_MS = 120_000;

/**
 * Sends the layers that the other Ollama does not have, one after the other, and creates the model of them. A layer whose
 * upload broke off is sent from its beginning (docs/ollama.md §1.6).
 */
export const watchSend = (
  ports: SendPorts,
  { model, progress }: { readonly model: ModelName; readonly progress?: Progress },
): Observable<SendReport> =>
  defer(() => readSource(ports.source, model)).pipe(
    switchMap((source) => sendSource(ports, source, progress)),
  );

/** The same for files that were found already. */
export function sendSource(
  { api, clock, version }: Omit<SendPorts, "source">,
  { folder, sendable, recipe }: Source,
  progress?: Progress,
): Observable<SendReport> {
  const { requires } = recipe;
  if (requires !== undefined && isOlderThan(version(), requires))
    return throwError(() => new PortError({ kind: "needs-newer-ollama", required: requires }));
  const layers = layersToSend(sendable);
  const created = new Set<string>();
  const news$ = concat(
    from(layers).pipe(concatMap((layer) => sendLayer({ api, clock, folder }, layer))),
    of<SendNews>({ kind: "creating" }),
    api.create(recipe).pipe(
      tap((line) => line.kind === "status" && noteLayer(line.status, created)),
      ignoreElements(),
    ),
  );
  return concat(
    of<SendReport>({ type: "sized", layers }),
    readingsOf(news$, { clock, totalBytes: sizeOfLayers(layers), ...(progress && { progress }) }),
    api.list().pipe(
      map((listed) => listed.find(({ name }) => isSameModel(name, recipe.model))?.digest),
      map((digest) => differenceOf(sendable, { layers: created, digest })),
      switchMap((difference) => (difference ? of<SendReport>({ type: "compared", difference }) : [])),
    ),
  );
}

/** Ollama names each layer of the new model (recordings `create-*`). */
function noteLayer(status: string, created: Set<string>): void {
  const [, digest] = /^(?:using existing|creating new) layer (sha256:[0-9a-f]{64})$/.exec(status) ?? [];
  if (digest !== undefined) created.add(digest);
}

type LayerPorts = Pick<SendPorts, "api" | "clock"> & { readonly folder: Source["folder"] };

function sendLayer({ api, clock, folder }: LayerPorts, layer: PullLayer): Observable<SendNews> {
  const { digest, sizeBytes } = layer;
  const upload$ = defer(() => folder.openBlob(digest)).pipe(
    switchMap((blob) =>
      blob
        ? api.sendBlob(digest, blob).pipe(failingWhenStalled(blob, clock))
        : throwError(() => new PortError({ kind: "source-missing", file: digest })),
    ),
    map((bytes): SendNews => ({ kind: "taken", bytes })),
  );
  const there$ = of<SendNews>({ kind: "there", sizeBytes });
  // A server may answer before the last byte: with success, if another upload of this layer was faster.
  const arrived$ = api
    .hasBlob(digest)
    .pipe(switchMap((isThere) => (isThere ? there$ : throwError(() => new PortError({ kind: "cut-off" })))));
  return api.hasBlob(digest).pipe(switchMap((isThere) => (isThere ? there$ : concat(upload$, arrived$))));
}

/** Fails if bytes are left and none is taken. Once all are, a proxy may still have to pass them on, for minutes. */
const failingWhenStalled = ({ sizeBytes }: ByteSource, clock: Clock): MonoTypeOperatorFunction<number> =>
  connect((taken$) => {
    const stalled$ = taken$.pipe(
      startWith(0),
      switchMap((bytes) => (bytes < sizeBytes ? timer(STALLED_AFTER_MS, clockScheduler(clock)) : NEVER)),
      map(() => {
        throw new PortError({ kind: "send-stalled", afterMs: STALLED_AFTER_MS });
      }),
      takeUntil(taken$.pipe(ignoreElements(), endWith(0))),
    );
    return merge(taken$, stalled$);
  });

type Measured = { readonly clock: Clock; readonly totalBytes: number; readonly progress?: Progress };

function readingsOf(
  news$: Observable<SendNews>,
  { clock, totalBytes, progress }: Measured,
): Observable<SendReport> {
  return defer(() => {
    const rate = createThroughputMeter(clock);
    return news$.pipe(
      scan(evolveSent, sendFrom(totalBytes, progress)),
      throttleTime(READING_EVERY_MS, clockScheduler(clock), { leading: true, trailing: true }),
      map((sent): Progress => ({ ...progressOfSent(sent), ...rate(sent) })),
      progress ? startWith<Progress>(atRest(progress)) : (same$) => same$,
      distinctUntilChanged<Progress>(isSameJson),
      map((reading): SendReport => ({ type: "progressed", progress: reading })),
    );
  });
}
