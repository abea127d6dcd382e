import {
  catchError,
  concat,
  concatMap,
  defer,
  finalize,
  from,
  map,
  scan,
  switchMap,
  tap,
  throttleTime,
  Observable,
} from "rxjs";
import type { Progress } from "../downloads/progress.ts";
import { READING_EVERY_MS } from "../downloads/watch-pull.source.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ClonedFile, ModelsFolder } from "../models/models-folder.port.ts";
import type { StoredLayer } from "../models/model-store.ts";
import type { FileOrigin } from "../sending/origin.ts";
import { readSource, type Source } from "../sending/read-source.source.ts";
import { sendSource, type SendPorts, type SendReport } from "../sending/watch-send.source.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import type { Digesting, ModelFilesHere } from "./model-files.port.ts";

type ImportPorts = Pick<SendPorts, "api" | "clock" | "version"> & {
  readonly modelFiles: ModelFilesHere;
  /** The models folder of the Ollama that gets the model, if it is within reach. */
  readonly folder: () => Promise<ModelsFolder | undefined>;
};
type Import = {
  readonly model: ModelName;
  readonly origin: FileOrigin;
  readonly progress?: Progress;
};

/**
 * Makes a model of a file on this machine. A GGUF file is read for its digest first, since Ollama takes a layer by its digest
 * only (docs/ollama.md §1.6); where its content can be shared with the models folder, that clone is read, and not sent.
 */
export const watchImport = (ports: ImportPorts, wanted: Import): Observable<SendReport> =>
  defer(() => ports.modelFiles.look(wanted.origin.file)).pipe(
    switchMap(({ kind }) => (kind === "gguf" ? importGguf(ports, wanted) : importArchive(ports, wanted))),
    catchError(asOfFile),
  );

/** What would be said of the files of another host is said of the file. */
function asOfFile(error: unknown): never {
  const { kind } = toFailure(error);
  throw kind === "source-damaged" ? new PortError({ kind: "file-damaged" }, { cause: error }) : error;
}

const importArchive = (ports: ImportPorts, { model, origin, progress }: Import): Observable<SendReport> =>
  defer(async (): Promise<Source> => {
    const archive = await ports.modelFiles.openArchive(origin.file);
    const source = await readSource(() => Promise.resolve({ folder: archive, version: "" }), archive.model);
    return { ...source, recipe: { ...source.recipe, model } };
  }).pipe(switchMap((source) => sendSource(ports, source, progress)));

function importGguf(
  ports: ImportPorts,
  { model, origin: { file, projector }, progress }: Import,
): Observable<SendReport> {
  return defer(() => {
    const files = new Map<string, string>();
    const layers: StoredLayer[] = [];
    const parts = [
      { path: file, mediaType: "application/vnd.ollama.image.model" },
      ...(projector === undefined
        ? []
        : [{ path: projector, mediaType: "application/vnd.ollama.image.projector" }]),
    ];
    const read$ = from(parts).pipe(
      concatMap(({ path, mediaType }) =>
        readFile(ports, path).pipe(
          tap((news) => {
            if (news.kind !== "digest") return;
            files.set(news.digest, path);
            layers.push({ mediaType, digest: news.digest, sizeBytes: news.sizeBytes });
          }),
        ),
      ),
    );
    const send$ = defer(() => {
      const named = layers.map(({ digest }, index): readonly [string, string] => [
        `${index + 1}.gguf`,
        digest,
      ]);
      const source: Source = {
        folder: {
          async openBlob(digest) {
            const path = files.get(digest);
            return path === undefined ? undefined : ports.modelFiles.open(path);
          },
        },
        sendable: { files: layers, texts: [] },
        recipe: { model, files: Object.fromEntries(named) },
      };
      return sendSource(ports, source, progress);
    });
    return concat(
      whileReading(
        ports,
        read$,
        parts.map(({ path }) => path),
      ),
      send$.pipe(map(secondHalf)),
    );
  });
}

/** Reads a file for its digest: a clone in the models folder, if there can be one, which becomes a blob. */
const readFile = (ports: ImportPorts, file: string): Observable<Digesting> =>
  makeClone(ports, file).pipe(
    switchMap((clone) => (clone ? readClone(ports, clone) : ports.modelFiles.digest(file))),
  );

/** To unsubscribe also discards a clone that is still being made. */
const makeClone = ({ folder }: ImportPorts, file: string): Observable<ClonedFile | undefined> =>
  new Observable((subscriber) => {
    async function make(): Promise<void> {
      const clone = await (await folder())?.clone(file);
      if (subscriber.closed) return clone?.discard();
      subscriber.next(clone);
      subscriber.complete();
    }
    make().catch((error: unknown) => subscriber.error(error));
  });

const readClone = ({ modelFiles }: ImportPorts, clone: ClonedFile): Observable<Digesting> =>
  modelFiles.digest(clone.path).pipe(
    concatMap(async (news) => {
      if (news.kind === "digest") await clone.keep(news.digest);
      return news;
    }),
    finalize(() => void clone.discard()),
  );

/** Reading and sending are one bar: each is a half of it. */
const secondHalf = (report: SendReport): SendReport =>
  report.type === "progressed" && report.progress.share !== undefined
    ? { ...report, progress: { ...report.progress, share: 0.5 + report.progress.share / 2 } }
    : report;

type Read = { readonly doneBytes: number; readonly currentBytes: number };

const whileReading = (
  { modelFiles, clock }: ImportPorts,
  read$: Observable<Digesting>,
  paths: readonly string[],
): Observable<SendReport> =>
  defer(() => Promise.all(paths.map((path) => modelFiles.open(path)))).pipe(
    map((files) => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)),
    switchMap((totalBytes) =>
      read$.pipe(
        scan(
          ({ doneBytes, currentBytes }: Read, news): Read =>
            news.kind === "read"
              ? { doneBytes, currentBytes: news.bytes }
              : { doneBytes: doneBytes + currentBytes, currentBytes: 0 },
          { doneBytes: 0, currentBytes: 0 },
        ),
        throttleTime(READING_EVERY_MS, clockScheduler(clock), { leading: true, trailing: true }),
        map(({ doneBytes, currentBytes }) => (doneBytes + currentBytes) / Math.max(1, totalBytes)),
        map((share): SendReport => ({
          type: "progressed",
          progress: { step: "preparing", doneBytes: 0, totalBytes, share: Math.min(1, share) / 2 },
        })),
      ),
    ),
  );
