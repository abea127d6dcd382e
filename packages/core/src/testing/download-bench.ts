import { map, of, throwError, type Subscription } from "rxjs";
import { hostLoop } from "../app/host-loop.ts";
import { decide } from "../app/decide.ts";
import { hostFacts } from "../app/state.ts";
import { atHost } from "../hosts/host.ts";
import { host, pointed, running } from "./events.ts";
import type { DownloadCommand } from "../downloads/download-commands.ts";
import { PortError, type Failure } from "../shared/failure.ts";
import { parseDownloadId, type DownloadId } from "../downloads/download-id.ts";
import { runDownloads } from "../downloads/downloads-session.ts";
import { createPullScheduler } from "../downloads/pull-scheduler.source.ts";
import type { Registry } from "../downloads/registry.port.ts";
import { downloadRows } from "../ui/index.ts";
import type { FakeFolder } from "./fake-folder.ts";
import { FakeClock } from "./fake-clock.ts";
import { fakeLoop } from "./fake-loop.ts";
import { FakeModelFiles } from "./fake-model-files.ts";
import { FakeOllama } from "./fake-ollama.ts";
import { fakeManifest, modelName } from "./fake-models.ts";

/** Layer sizes: two models that share a layer, one that shares none, and one that the registry cannot find. */
const SIZES: Readonly<Record<string, Readonly<Record<string, number>> | undefined>> = {
  pony: { base: 900, pony: 60, config: 40 },
  shire: { base: 900, shire: 70 },
  foal: { foal: 300, tiny: 1 },
  stray: undefined,
};
export const NAMES = Object.keys(SIZES);

export const idOf = (name: string): DownloadId => parseDownloadId(name)!;
export const layersOf = (name: string) => Object.entries(SIZES[name] ?? { stray: 10 });

const fakeRegistry = (onRequest: (model: string) => void): Registry => ({
  manifest(model) {
    onRequest(model);
    const sizes = SIZES[model.replace(/:latest$/, "")];
    return sizes
      ? of(fakeManifest(sizes))
      : throwError(() => new PortError({ kind: "registry-unreachable", detail: "offline" }));
  },
  digests: () => of([]),
  card: () => of({}),
});

/** Runs downloads on a fake Ollama. */
export function downloadBench({ parallel = 1 } = {}) {
  const clock = new FakeClock();
  const ollama = new FakeOllama();
  const { log, loop } = fakeLoop(clock);
  const asked: string[] = [];
  const registry = fakeRegistry((model) => asked.push(model));
  const hostPorts = { api: ollama, registry, isInsecure: () => false };
  let pullScheduler = createPullScheduler(clock);
  const logger = { info: () => {}, warn: () => {} };
  const reach: { folder: FakeFolder | undefined } = { folder: undefined };
  let leader: Subscription | undefined;

  const begin = (): void => {
    pullScheduler = createPullScheduler(clock);
    pullScheduler.allow(parallel);
    const folder = () => Promise.resolve(reach.folder);
    const sourceAt = () => Promise.resolve(reach.folder && { folder: reach.folder, version: "0.33.0" });
    leader = runDownloads({
      ...hostLoop(loop, host),
      hostPorts,
      clock,
      pullScheduler,
      folder,
      sourceAt,
      modelFiles: new FakeModelFiles(),
      logger,
    })
      .pipe(map(atHost(host)))
      .subscribe((event) => log.record([event]));
  };
  const up = (): void => {
    ollama.appear();
    log.record([{ ...running, owner: { kind: "another-program" } }]);
  };
  log.record([pointed]);
  up();
  begin();
  return {
    clock,
    ollama,
    log,
    /** The models folder; out of reach unless a test sets it. */
    reach,
    /** The models that were requested from the registry. */
    asked,
    up,
    down(): void {
      ollama.die();
      log.record([{ type: "service.stopped", host }]);
    },
    settled: () => pullScheduler.settled(),
    ask: (command: DownloadCommand) => void log.decide((state) => decide(state, command)),
    add: (name: string) =>
      void log.decide((state) =>
        decide(state, { type: "download.request", host, id: idOf(name), model: modelName(name) }),
      ),
    /** Another window becomes the leader; the pulls of the previous one are closed. */
    takeOver(): void {
      leader?.unsubscribe();
      log.record([pointed]);
      begin();
      log.record([
        ollama.isListening
          ? { ...running, owner: { kind: "another-program" } }
          : { type: "service.stopped", host },
      ]);
    },
    open: () => ollama.pulls.filter(({ isOpen }) => isOpen).map(({ model }) => model.replace(/:latest$/, "")),
    pull: (name: string) =>
      ollama.pulls.findLast(({ isOpen, model }) => isOpen && model === `${name}:latest`),
    row: (name: string) => downloadRows(log.state(), clock.now()).find(({ key }) => key === idOf(name)),
    situation: (name: string) => hostFacts(log.state()).downloads[idOf(name)]?.situation,
  };
}

export type DownloadBench = ReturnType<typeof downloadBench>;

export function say(at: DownloadBench, name: string, layer: number, doneBytes: number): void {
  const [digest, totalBytes] = layersOf(name)[layer % layersOf(name).length] ?? ["", 0];
  at.pull(name)?.lines$.next({
    kind: "layer",
    digest: `sha256:${digest}`,
    doneBytes: Math.min(doneBytes, totalBytes),
    totalBytes,
  });
  at.clock.increment(130);
}

/** Ollama sends the same line of the first layer again and again. */
export function repeat(
  at: DownloadBench,
  name: string,
  { doneBytes, ms }: { readonly doneBytes: number; readonly ms: number },
): void {
  const [digest, totalBytes] = layersOf(name)[0] ?? ["", 0];
  for (let passed = 0; passed < ms; passed += LINE_EVERY_MS) {
    at.pull(name)?.lines$.next({ kind: "layer", digest: `sha256:${digest}`, doneBytes, totalBytes });
    at.clock.increment(LINE_EVERY_MS);
  }
}

const LINE_EVERY_MS = 100;

export function succeed(at: DownloadBench, name: string): void {
  const { lines$ } = at.pull(name)!;
  for (const status of ["verifying sha256 digest", "writing manifest", "success"])
    lines$.next({ kind: "status", status });
  lines$.complete();
  at.clock.increment(130);
}

export const failWith = (at: DownloadBench, name: string, failure: Failure): void =>
  at.pull(name)?.lines$.error(new PortError(failure));
