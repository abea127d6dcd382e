import { mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { DEFAULT_ENDPOINT, hostIdOf, openApp, parseDownloadId } from "@paddock/core";
import { createSelection } from "@paddock/core/actions";
import { hostTarget, nodeTransport, systemClock } from "@paddock/core/adapters";
import { fakeManifest, fakeModel, fakePorts, modelName } from "@paddock/core/testing";
import { watchTabs } from "ollama-paddock/src/activation/watch-tabs.ts";
import { createViewStreams, type ViewStreams } from "ollama-paddock/src/surfaces/view-streams.ts";
import { BehaviorSubject, of } from "rxjs";

const MODELS = 1_000;
const DOWNLOADS = 5;
const LAYER_BYTES = 8e9;
/** Ollama reports each download so often. */
const REPORT_EVERY_MS = 60;

/** What a page of a busy machine is shown, and the file of Ollama's log. */
export type BusyHost = AsyncDisposable & {
  readonly dashboard$: ViewStreams["pages"]["dashboard"];
  readonly logFile: string;
  /** The page says which of its parts it shows. */
  show(part: string): void;
};

/** An app with fakes in place of Ollama, with a real log file, with the streams of views that VS Code's pages get. */
export async function openBusyHost(): Promise<BusyHost> {
  const folder = mkdtempDisposableSync(`${tmpdir()}/paddock-`);
  const transport = nodeTransport();
  const logger = { info() {}, warn() {} };
  const target = hostTarget({ endpoint: DEFAULT_ENDPOINT, folder: folder.path, transport, logger });
  const log = target.kind === "host" ? target.hostPorts.logOf({ kind: "paddock" }) : undefined;
  if (log?.place.kind !== "file") throw new Error("the log of a process of ours is a file");
  mkdirSync(dirname(log.place.path), { recursive: true });
  writeFileSync(log.place.path, "");

  const ports = { ...fakePorts(), clock: systemClock };
  ports.ollama.models = Array.from({ length: MODELS }, (_, index) => fakeModel(`model-${index}:8b`));
  ports.preferences$.next({ ...ports.preferences$.value, parallelDownloads: DOWNLOADS });
  ports.looking$.next(true);
  const app = openApp(ports);
  const visiblePart$ = new BehaviorSubject<string | undefined>(undefined);
  const window = { app, clock: systemClock, looking$: ports.looking$, visiblePart$ };
  const files = {
    folder: () => Promise.resolve(undefined),
    publicKey: () => Promise.resolve(undefined),
  };
  const hostPorts = { ...ports.hostPorts, logOf: () => log };
  const tabs = watchTabs({
    ...window,
    ports: { looking$: ports.looking$, hostPorts: () => hostPorts },
    files,
    searches: () => Promise.resolve([]),
    logger,
  });
  const { selected$, close: closeSelection } = createSelection(app);
  const inspected$ = of({ kind: "closed" } as const);
  const streams = createViewStreams({ ...window, selected$, inspected$, ...tabs.views });
  const host = hostIdOf(DEFAULT_ENDPOINT);
  await app.dispatch({ type: "service.start", host });
  ports.ollama.appear();
  for (let index = 0; index < DOWNLOADS; index += 1) {
    const model = modelName(`download-${index}:70b`);
    ports.manifests.set(model, fakeManifest({ [`layer-${index}`]: LAYER_BYTES }));
    const id = parseDownloadId(`download-${index}`);
    if (id) await app.dispatch({ type: "download.request", host, id, model });
  }
  const reporting = setInterval(() => {
    for (const [index, { lines$ }] of ports.ollama.pulls.entries())
      lines$.next({
        kind: "layer",
        digest: `sha256:layer-${index}`,
        totalBytes: LAYER_BYTES,
        doneBytes: (performance.now() * 1e4 + index) % LAYER_BYTES,
      });
  }, REPORT_EVERY_MS);
  return {
    dashboard$: streams.pages.dashboard,
    logFile: log.place.path,
    show: (part) => visiblePart$.next(part),
    async [Symbol.asyncDispose]() {
      clearInterval(reporting);
      tabs.dispose();
      closeSelection();
      app.close();
      transport.close();
      folder.remove();
      await Promise.resolve();
    },
  };
}
