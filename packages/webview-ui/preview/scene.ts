import {
  hostFacts,
  openApp,
  parseDownloadId,
  type App,
  type ShownActivity,
  type ShownApi,
  type ShownDisk,
  type ShownDoctor,
  type ShownLog,
  type ShownSearch,
  type ShownTries,
} from "@paddock/core";
import {
  createModelFinder,
  createServiceLog,
  watchActivity,
  type ActionContext,
  type OpenedPart,
} from "@paddock/core/actions";
import {
  fakeDetails,
  fakeManifest,
  fakeModel,
  FakeOllama,
  fakePorts,
  modelName,
} from "@paddock/core/testing";
import { describeRefusal, type ActionRequest, type ReadStore, type SelectedModel } from "@paddock/core/views";
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from "rxjs";
import { browserClock } from "./browser-clock.ts";
import { diskFull, openSceneDisk, sceneFolderOf, withFiles, type SceneDisk } from "./scene-disk.ts";
import { openSceneDoctor, type SceneDoctor } from "./scene-doctor.ts";
import { host } from "./scene-host.ts";
import { HOSTILE, HOSTILE_DETAILS, HOSTILE_MODEL } from "./scene-hostile.ts";
import { busyLog, SCENE_LOG, type SceneLog } from "./scene-log.ts";
import { performLoading } from "./scene-loading.ts";
import { sceneSearches } from "./scene-searches.ts";
import { openSceneTries } from "./scene-tries.ts";

/** An app on fakes, with a running service, models and a download. */
export type Scene = {
  readonly app: App;
  readonly chosen$: Observable<SelectedModel | null>;
  /** The log that the Service tab follows once it is shown. */
  readonly log$: Observable<ShownLog>;
  readonly activity$: Observable<ShownActivity | null>;
  /** The service writes these lines now. */
  readonly writeLog: (lines: readonly string[]) => void;
  readonly tries$: Observable<ShownTries>;
  /** The search of the Downloads tab: the catalogue, and places elsewhere that are made up. */
  readonly search$: Observable<ShownSearch>;
  readonly disk$: Observable<ShownDisk>;
  readonly store$: Observable<ReadStore | null>;
  readonly api$: Observable<ShownApi | null>;
  readonly doctor$: Observable<ShownDoctor>;
  readonly opened$: Observable<OpenedPart | null>;
  /** The part of the page that is shown. */
  readonly part$: BehaviorSubject<string>;
  readonly perform: (request: ActionRequest) => Promise<string | undefined>;
};

const LLAMA = {
  kind: "plain",
  blocks: 28,
  embedding: 3_072,
  cachedPerBlock: 2_048,
  feedForward: 8_192,
  inputShare: 0,
  mostContext: 131_072,
} as const;

type SceneOptions = {
  readonly modelCount: number;
  readonly isHostInvalid: boolean;
  readonly queuedCount: number;
  /** Whether every text of the models is an attack. */
  readonly isHostile: boolean;
  /** What the service has written into its log. */
  readonly log: SceneLog;
  readonly disk: SceneDisk;
  /** The names of the headers that the host is sent besides. */
  readonly headerNames: readonly string[];
  readonly doctor: SceneDoctor;
  /** The newest release of Ollama, as if it had been asked for. */
  readonly release: string | null;
};

/** Opens a running service with this many models, one download in progress, and others queued; or an invalid host. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const { isHostInvalid, log, disk, headerNames, doctor, release } = options;
  const ports = { ...fakePorts({ ollama: new FakeOllama(browserClock.now) }), clock: browserClock };
  const { ollama, looking$, target$ } = ports;
  if (isHostInvalid)
    target$.next({ kind: "misconfigured", setting: "paddock.host", text: "x y", problem: "bad-host" });
  install(ollama, options);
  const folder = sceneFolderOf(disk);
  if (folder && disk === "damaged") withFiles(target$, folder);
  const app = openApp(ports);
  if (log === "denied") ports.log.isDenied = true;
  ports.log.write(...(log === "busy" ? busyLog(120) : log === "none" ? [] : SCENE_LOG));
  ollama.loaded =
    log === "busy" ? [sceneLoaded("qwen3:14b", 10.4e9), sceneLoaded("nomic-embed-text:latest", 0.6e9)] : [];
  looking$.next(true);
  await app.dispatch({ type: "service.start", host });
  ollama.appear();
  if (release !== null) await app.dispatch({ type: "release.note", version: release });

  download(app, ports, options);
  const chosen$ = new BehaviorSubject<SelectedModel | null>(null);
  const part$ = new BehaviorSubject("");
  const isShown = (...parts: readonly string[]): Observable<boolean> =>
    part$.pipe(
      map((part) => parts.includes(part)),
      distinctUntilChanged(),
    );
  const { log$ } = createServiceLog({
    app,
    clock: browserClock,
    logOf: (_host, owner) => ports.hostPorts.logOf(owner),
    askedOf: () => undefined,
    looking$,
    shown$: isShown("service", "activity", "doctor"),
  });
  const { activity$ } = watchActivity({
    state$: app.state$,
    log$,
    looking$,
    shown$: isShown("activity"),
    clock: browserClock,
  });
  const disks = openSceneDisk(app, browserClock, {
    folder,
    shown$: isShown("disk"),
    layersShown$: isShown("models"),
    logger: ports.logger,
  });
  const doctors = openSceneDoctor(app, browserClock, { doctor, shown$: isShown("doctor") });
  const tries = openSceneTries(app, ports, chosen$);
  const finder = createModelFinder(() => Promise.resolve(sceneSearches()));
  return {
    app,
    chosen$,
    log$,
    activity$,
    writeLog: (lines) => ports.log.write(...lines),
    tries$: tries.tries$,
    disk$: disks.disk$,
    store$: disks.store$,
    api$: isShown("api").pipe(
      map((isApi) => (isApi ? { headerNames, networkAddresses: ["192.168.1.7"] } : null)),
    ),
    doctor$: doctors.doctor$,
    opened$: doctors.opened$,
    part$,
    perform(request) {
      if (disks.perform(request) || doctors.perform(request)) return Promise.resolve(undefined);
      const isLoading = performLoading(app, request);
      if (isLoading) return isLoading;
      if (tries.perform(request)) return Promise.resolve(undefined);
      return perform({ app, chosen$, finder }, request);
    },
    search$: finder.found$,
  };
}

type FakePorts = Pick<ReturnType<typeof fakePorts>, "ollama" | "manifests">;

/** Gives the Ollama of a scene its models. */
function install(
  ollama: FakePorts["ollama"],
  { modelCount, isHostile, disk }: Pick<SceneOptions, "modelCount" | "isHostile" | "disk">,
): void {
  if (disk !== "older") ollama.versionText = "0.40.9";
  ollama.models = Array.from({ length: modelCount }, (_, index) => ({
    ...sceneModel(index),
    ...(isHostile && HOSTILE_MODEL),
  }));
  ollama.details = new Map(
    ollama.models.map(({ digest }) => [
      digest,
      fakeDetails({
        contextLength: 131_072,
        parameterCount: 3_212_749_888,
        license: HOSTILE,
        system: "Be calm.",
        shape: LLAMA,
        ...(isHostile && HOSTILE_DETAILS),
      }),
    ]),
  );
}

/** Requests downloads as soon as the service runs; the first is in progress. */
function download(
  app: App,
  { ollama, manifests }: FakePorts,
  { queuedCount, disk }: Pick<SceneOptions, "queuedCount" | "disk">,
): void {
  const model = modelName("gemma4:12b");
  manifests.set(model, fakeManifest({ a: 8_100_000_000 }));
  const running = app.state$.subscribe((state) => {
    if (hostFacts(state).service.situation.kind !== "running" || ollama.pulls.length > 0) return;
    const id = parseDownloadId("scene");
    if (id) void app.dispatch({ type: "download.request", host, id, model });
    requestQueued(app, queuedCount);
    queueMicrotask(() => {
      const layer = { kind: "layer", digest: "sha256:a", totalBytes: 8_100_000_000 } as const;
      ollama.pulls[0]?.lines$.next({ ...layer, doneBytes: 3_400_000_000 });
      if (disk === "full") ollama.pulls[0]?.lines$.error(diskFull());
      running.unsubscribe();
    });
  });
}

function requestQueued(app: App, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    const id = parseDownloadId(`queued-${number}`);
    if (id)
      void app.dispatch({ type: "download.request", host, id, model: modelName(`queued-${number}:latest`) });
  }
}

let askedCount = 0;

type Performing = {
  readonly app: App;
  readonly chosen$: BehaviorSubject<SelectedModel | null>;
  readonly finder: ActionContext["finder"];
};

async function perform(scene: Performing, request: ActionRequest): Promise<string | undefined> {
  const { app, chosen$, finder } = scene;
  switch (request.type) {
    case "model.choose":
      chosen$.next({
        model: request.model,
        number: chosen$.value?.number ?? 0,
        ...(request.also !== undefined && { also: request.also }),
      });
      await app.dispatch({ type: "models.describe", host, model: request.model });
      return undefined;
    case "service.start":
    case "service.stop":
    case "service.restart":
    case "service.test":
    case "models.refresh":
    case "try.clear":
    case "model.load":
    case "model.unload":
    case "model.delete":
    case "download.pause":
    case "download.resume":
    case "download.retry":
    case "download.cancel":
    case "download.clear":
    case "download.clear-all":
    case "download.move": {
      const decision = await app.dispatch({ ...request, host });
      return decision.accepted ? undefined : describeRefusal(decision.refusal);
    }
    case "models.act":
      for (const model of request.models) {
        if (request.act === "update") continue;
        const decision = await app.dispatch({ type: `model.${request.act}`, host, model });
        if (!decision.accepted) return describeRefusal(decision.refusal);
      }
      return undefined;
    case "search.type":
      finder.type(request.text);
      return undefined;
    case "search.ask":
      finder.ask(request.source);
      return undefined;
    case "search.show-sizes":
      finder.askForSizes(request);
      return undefined;
    case "download.request": {
      const id = parseDownloadId(`asked-${++askedCount}`);
      if (id) await app.dispatch({ ...request, host, id });
      return undefined;
    }
    case "download.ask-to-cancel":
      return perform(scene, { ...request, type: "download.cancel" });
    case "download.move-up":
    case "download.move-down": {
      const kind = request.type === "download.move-up" ? "up" : "down";
      return perform(scene, { type: "download.move", id: request.id, to: { kind } });
    }
    default:
      return `The preview cannot do “${request.type}”.`;
  }
}

const NAMES = [
  "llama3.2:3b",
  "qwen3:14b",
  "nomic-embed-text",
  "hf.co/bartowski/Phi-4-GGUF:Q5_K_M",
  "gemma3:1b",
  "gpt-oss:120b-cloud",
];

const sceneLoaded = (name: string, sizeBytes: number) => ({
  name: modelName(name),
  sizeBytes,
  vramBytes: sizeBytes,
  expiresAtMs: Date.now() + 240_000,
});
const CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  "qwen3:14b": ["completion", "tools", "thinking"],
  "gemma3:1b": ["completion", "vision"],
};

function sceneModel(index: number) {
  const name = NAMES[index] ?? `model-${index}:latest`;
  const isEmbedder = name.includes("embed");
  return fakeModel(name, {
    sizeBytes: 274_000_000 + index * 1_900_000_000,
    modifiedAtMs: Date.now() - index * 9 * 86_400_000,
    contextLength: 131_072,
    capabilities: isEmbedder ? ["embedding"] : (CAPABILITIES[name] ?? ["completion", "tools"]),
    ...(name.endsWith("-cloud") && { remoteHost: "https://ollama.com" }),
  });
}
