import type { Space } from "./simulator/blobs/folder.ts";
import { partialsIn, type PartialDownload } from "./simulator/blobs/partials.ts";
import { createOllama, type OllamaWithProcess } from "./simulator/create-ollama.ts";
import { createFaultBoard, type FaultBoard, type Route } from "./simulator/http/faults.ts";
import { createListener, type Listener } from "./simulator/http/listener.ts";
import { createRequestLog, type SeenRequest } from "./simulator/http/request-log.ts";
import { serve, type Serving } from "./simulator/http/serve.ts";
import type { SimulatedList } from "./simulator/model/lists.ts";
import type { SimulatedModel } from "./simulator/model/simulated-model.ts";
import type { SimulatorOptions } from "./simulator/options.ts";
import type { StopSignal } from "./simulator/process.ts";
import type { Chances } from "./simulator/pull/chances.ts";
import type { LayerUse } from "./simulator/pull/layer-uses.ts";

/** An Ollama over real HTTP that tests can inspect and control. */
export interface Simulator {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly version: string;
  /** The installed models, newest first. Since 0.40, one for each child that is here. */
  readonly models: readonly SimulatedModel[];
  /** The names of the loaded models, in the order of `/api/ps`. */
  readonly loaded: readonly string[];
  /** Unfinished downloads, as recorded in their files. A running download has received more. */
  readonly partials: readonly PartialDownload[];
  readonly faults: FaultBoard;
  readonly chances: Chances;
  readonly disk: Space;
  /** Which pull used which layer, and when. See `overlapsOf`. */
  readonly layerUses: readonly LayerUse[];
  /** How often overlapping pulls have crashed the server. */
  readonly crashes: number;
  /** The number of requests to each route. */
  readonly requests: ReadonlyMap<Route, number>;
  requestCount(route?: Route): number;
  /** The largest number of parallel requests. */
  mostInFlight(route?: Route): number;
  lastRequest(route: Route): SeenRequest | undefined;
  forgetRequests(): void;
  /** The number of open sockets. */
  readonly connections: number;
  install(model: SimulatedModel | SimulatedList): void;
  remove(name: string): boolean;
  /** Cuts all connections, and continues to listen. */
  drop(): void;
  /**
   * Ends the process, by default with SIGTERM: stops listening, cuts all connections, unloads all models. Installed models
   * and the files of downloads stay.
   */
  pause(signal?: StopSignal): Promise<void>;
  /** Starts a new process on the same port. It prunes the blobs folder if its version does so. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

export async function openSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = "127.0.0.1", port = 0, onAnswered = () => undefined } = options;
  const { onCrash = () => undefined, onKilled = () => undefined } = options;
  let crashes = 0;
  const instance = createOllama(options, {
    onPanic() {
      crashes += 1;
      void pause("SIGKILL").then(onCrash);
    },
    onDeath: () => void pause("SIGKILL").then(onKilled),
  });
  const { ollama } = instance;
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
    instance.start();
    await listener.open();
    listeningSinceMs = ollama.clock.now();
  };
  const pause = async (signal: StopSignal = "SIGTERM"): Promise<void> => {
    instance.stop(signal);
    await listener.shut();
  };
  await resume();
  return toSimulator(serving, instance, listener, { pause, resume, crashes: () => crashes });
}

function toSimulator(
  { ollama, host, log, faults }: Serving,
  { folder, disk, chances, layerUses }: OllamaWithProcess,
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
    layerUses,
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
