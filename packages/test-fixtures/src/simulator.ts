import type { Space } from "./simulator/blobs/folder.ts";
import { partialsIn, type PartialDownload } from "./simulator/blobs/partials.ts";
import { createOllama, type OllamaWithProcess } from "./simulator/create-ollama.ts";
import { createFaultBoard, type FaultBoard, type Route } from "./simulator/http/faults.ts";
import { createListener, type Listener } from "./simulator/http/listener.ts";
import { createRequestLog, type SeenRequest } from "./simulator/http/request-log.ts";
import { serve, type Serving } from "./simulator/http/serve.ts";
import type { SimulatedModel } from "./simulator/model/models.ts";
import type { SimulatorOptions } from "./simulator/options.ts";
import type { StopSignal } from "./simulator/process.ts";
import type { Chances } from "./simulator/pull/chances.ts";
import type { Touch } from "./simulator/pull/layer-uses.ts";

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
  /** Unfinished downloads as the files say it: while one is running, less than it says itself. */
  readonly partials: readonly PartialDownload[];
  readonly faults: FaultBoard;
  readonly chances: Chances;
  readonly disk: Space;
  /** Which pull had to do with which layer, and when; see `overlapsOf`. */
  readonly touches: readonly Touch[];
  /** How often the server died of two pulls that overlapped. */
  readonly crashes: number;
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
  /**
   * Dies, by SIGTERM unless told: stops listening, cuts all connections, forgets what was loaded. Models stay, and of
   * the downloads what their files say.
   */
  pause(signal?: StopSignal): Promise<void>;
  /** Starts again on the same port, and prunes as its version does. */
  resume(): Promise<void>;
  /** Ends for good. */
  close(): Promise<void>;
}

/** Opens an Ollama on a port of its own. */
export async function openSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = "127.0.0.1", port = 0, onAnswered = () => undefined, onCrash = () => undefined } = options;
  let crashes = 0;
  const made = createOllama(options, () => {
    crashes += 1;
    void pause("SIGKILL").then(onCrash);
  });
  const { ollama } = made;
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
    if (listener.isOpen) return;
    made.start();
    await listener.open();
    listeningSinceMs = ollama.clock.now();
  };
  const pause = async (signal: StopSignal = "SIGTERM"): Promise<void> => {
    made.stop(signal);
    await listener.shut();
  };
  await resume();
  return toSimulator(serving, made, listener, { pause, resume, crashes: () => crashes });
}

function toSimulator(
  { ollama, host, log, faults }: Serving,
  { folder, disk, chances, touches }: OllamaWithProcess,
  listener: Listener,
  { pause, resume, crashes }: Pick<Simulator, "pause" | "resume"> & { crashes: () => number },
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
    get partials() {
      return partialsIn(folder);
    },
    get connections() {
      return listener.connections;
    },
    get crashes() {
      return crashes();
    },
    faults,
    chances,
    disk,
    touches,
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
