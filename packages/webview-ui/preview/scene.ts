import {
  openApp,
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
  describeShown,
  watchActivity,
  type OpenedPart,
} from "@paddock/core/actions";
import { FakeOllama, fakePorts } from "@paddock/core/testing";
import type { ActionRequest, ReadStore, SelectedModel } from "@paddock/core/views";
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from "rxjs";
import { browserClock } from "./browser-clock.ts";
import { openSceneDisk, sceneFolderOf, withFiles } from "./scene-disk.ts";
import { openSceneDoctor, type SceneDoctor } from "./scene-doctor.ts";
import { host } from "./scene-host.ts";
import { busyLog, SCENE_LOG, type SceneLog } from "./scene-log.ts";
import { performLoading } from "./scene-loading.ts";
import { download, install, sceneLoaded, type SceneMachine } from "./scene-machine.ts";
import { perform } from "./scene-requests.ts";
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
  /** Ollama does not answer this request until it is released. */
  readonly hang: (request: string) => void;
  readonly release: () => void;
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

type SceneOptions = SceneMachine & {
  readonly isHostInvalid: boolean;
  /** What the service has written into its log. */
  readonly log: SceneLog;
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
    layersShown$: isShown("models", "service", "doctor"),
    logger: ports.logger,
  });
  const doctors = openSceneDoctor(app, browserClock, { doctor, shown$: isShown("doctor") });
  describeShown(app, isShown("models"));
  const tries = openSceneTries(app, ports, chosen$);
  const finder = createModelFinder(() => Promise.resolve(sceneSearches()));
  return {
    app,
    chosen$,
    log$,
    activity$,
    writeLog: (lines) => ports.log.write(...lines),
    hang: (request) => void ollama.failures.set(request, "hang"),
    release: () => ollama.release(),
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
