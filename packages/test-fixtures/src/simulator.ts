import { systemClock, type Clock } from "./clock.ts";
import { createFaultBoard, type FaultBoard, type Route } from "./simulator/http/faults.ts";
import { createListener, type Listener } from "./simulator/http/listener.ts";
import { createRequestLog, type AnsweredRequest, type SeenRequest } from "./simulator/http/request-log.ts";
import { serve, type Serving } from "./simulator/http/serve.ts";
import { createLibrary } from "./simulator/library.ts";
import type { SimulatedModel } from "./simulator/model/models.ts";
import type { Ollama } from "./simulator/ollama.ts";
import { Downloads } from "./simulator/pull/downloads.ts";
import { Runners } from "./simulator/runners.ts";
import { loadState, saveState } from "./simulator/saved-state.ts";
import { hasFeature } from "./simulator/since.ts";

/** How a simulator is to begin; everything has a default. */
export type SimulatorOptions = {
  /** The Ollama it is; what this version has not yet is absent. "0.33.0-rc2" unless told. */
  readonly version?: string;
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly models?: readonly SimulatedModel[];
  /** Where names without a host are pulled from; without it, the registry cannot be reached. */
  readonly registry?: { readonly defaultRegistryUrl: string };
  /** A folder in which models and unfinished downloads outlive the simulator; nothing is kept without it. */
  readonly dataDir?: string;
  /** The models path that `FROM` lines show; `dataDir`, or a home directory, unless told. */
  readonly modelsPath?: string;
  /** How long a model takes to load. */
  readonly loadMs?: number;
  /** The pause between two tokens. */
  readonly tokenMs?: number;
  /** How long a model stays loaded when the request does not say (5 minutes). */
  readonly keepAliveMs?: number;
  /** The context a model gets when the request does not say (4096). */
  readonly contextLength?: number;
  readonly isCloudDisabled?: boolean;
  readonly clock?: Clock;
  /** Hears of each request when it has been answered, for a log. */
  readonly onAnswered?: (request: AnsweredRequest) => void;
};

/** An Ollama over real HTTP, and what a test may know of it and do to it. */
export interface Simulator {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly version: string;
  /** The installed models, newest first. */
  readonly models: readonly SimulatedModel[];
  /** The names of the loaded models, as `/api/ps` lists them. */
  readonly loaded: readonly string[];
  readonly faults: FaultBoard;
  /** How often each route was asked. */
  readonly requests: ReadonlyMap<Route, number>;
  requestCount(route?: Route): number;
  /** The largest number of requests that were being answered at once. */
  mostInFlight(route?: Route): number;
  lastRequest(route: Route): SeenRequest | undefined;
  forgetRequests(): void;
  /** How many sockets are open. */
  readonly connections: number;
  install(model: SimulatedModel): void;
  remove(name: string): boolean;
  /** Cuts every open connection; goes on listening. */
  drop(): void;
  /** Dies: stops listening, cuts all connections, forgets what was loaded. Models stay. */
  pause(): Promise<void>;
  /** Comes back on the same port. */
  resume(): Promise<void>;
  /** Ends for good. */
  close(): Promise<void>;
}

/** Opens an Ollama on a port of its own. */
export async function openSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const ollama = createOllama(options);
  const { host = "127.0.0.1", port = 0, onAnswered = () => undefined } = options;
  const [log, faults] = [createRequestLog(), createFaultBoard()];
  let listeningSinceMs = 0;
  const serving: Serving = {
    ollama,
    host,
    log,
    faults,
    listeningSinceMs: () => listeningSinceMs,
    onAnswered,
  };
  const listener = createListener(host, port, (request, response) => void serve(serving, request, response));

  const resume = async (): Promise<void> => {
    await listener.open();
    listeningSinceMs = ollama.clock.now();
  };
  const pause = async (): Promise<void> => {
    await listener.shut();
    ollama.runners.clear();
  };
  await resume();
  return toSimulator(serving, listener, { pause, resume });
}

function toSimulator(
  { ollama, host, log, faults }: Serving,
  listener: Listener,
  { pause, resume }: Pick<Simulator, "pause" | "resume">,
): Simulator {
  const { library, runners, version } = ollama;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${listener.port}`,
    host,
    port: listener.port,
    version,
    get models() {
      return library.list();
    },
    get loaded() {
      return runners.list().map(({ model }) => model.name);
    },
    get connections() {
      return listener.connections;
    },
    faults,
    requests: log.counts,
    requestCount: (route) => log.count(route),
    mostInFlight: (route) => log.mostInFlight(route),
    lastRequest: (route) => log.last(route),
    forgetRequests: () => log.forget(),
    install: (model) => library.put(model),
    remove: (name) => library.remove(name),
    drop: () => listener.drop(),
    pause,
    resume,
    close: pause,
  };
}

function createOllama(options: SimulatorOptions): Ollama {
  const {
    version = "0.33.0-rc2",
    clock = systemClock,
    dataDir,
    loadMs = 0,
    keepAliveMs = 5 * 60_000,
  } = options;
  const saved = loadState(dataDir);
  const save = (): void => saveState(dataDir, library.list(), downloads.unfinished);
  const library = createLibrary(saved?.models ?? options.models ?? [], clock, () => save());
  const downloads = new Downloads(library, clock, saved?.unfinished ?? [], () => save());
  return {
    version,
    has: (feature) => hasFeature(version, feature),
    clock,
    library,
    downloads,
    runners: new Runners(clock, { loadMs, keepAliveMs }),
    registryUrl: options.registry?.defaultRegistryUrl,
    modelsPath: options.modelsPath ?? dataDir ?? "/home/user/.ollama/models",
    tokenMs: options.tokenMs ?? 0,
    contextLength: options.contextLength ?? 4096,
    isCloudDisabled: options.isCloudDisabled ?? false,
  };
}
