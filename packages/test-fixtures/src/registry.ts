import type { IncomingMessage, ServerResponse } from "node:http";
import { systemClock, type Clock } from "./clock.ts";
import type { Chaos } from "./registry/chaos.ts";
import { createRegistryFaults, type OwnFaults, type RegistryFaults } from "./registry/faults.ts";
import type { RegistryList, RegistryModel } from "./registry/models.ts";
import type { RegistryStyle } from "./registry/refusals.ts";
import { serve, type RegistryRequest, type Serving } from "./registry/serve.ts";
import { createRegistryStorage, toPath, type RegistryChild } from "./registry/storage.ts";
import { createThrottle } from "./registry/throttle.ts";
import { createListener } from "./simulator/http/listener.ts";
import type { SimulatedLayer } from "./simulator/model/layers.ts";

export type RegistryOptions = {
  readonly models?: readonly (RegistryModel | RegistryList)[];
  /** The limit for all downloads together. Default: unlimited. */
  readonly bytesPerSecond?: number;
  readonly port?: number;
  /** Whose error texts it uses. Default: Ollama's. */
  readonly style?: RegistryStyle;
  /** Random faults of pulls. */
  readonly chaos?: Chaos;
  readonly clock?: Clock;
  /** Answers additional routes. Returns whether it did. */
  readonly otherRoutes?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** A stand-in for Ollama's registry, on a loopback address. */
export interface Registry {
  /** For `defaultRegistryUrl` and `STAND_IN_REGISTRY`. */
  readonly url: string;
  /** `127.0.0.1:PORT`, for model names with a host. */
  readonly host: string;
  readonly port: number;
  /** May be changed at any time. */
  bytesPerSecond: number;
  /** The faults of all models and blobs. */
  readonly faults: RegistryFaults;
  /** The faults of one model (by its name) or one blob (by its digest). */
  faultsOf(nameOrDigest: string): OwnFaults;
  /** May be changed at any time. The faults of the previous plan are then cleared. */
  chaos: Chaos | undefined;
  /** The number of sent bytes of layers. */
  readonly sentBytes: number;
  /** The number of layers that are being sent. */
  readonly openDownloads: number;
  requestCount(what?: RegistryRequest): number;
  /** Adds a model, or replaces the one of the same name. */
  publish(model: RegistryModel | RegistryList): void;
  /** The layers of a model, the config last. Of a list: those of the child that is sent if no list is asked for. */
  layersOf(name: string): Promise<readonly SimulatedLayer[]>;
  /** The children of a list, with their digests without a prefix. */
  childrenOf(name: string): Promise<readonly RegistryChild[]>;
  /** Cuts all connections, and continues to listen. */
  drop(): void;
  close(): Promise<void>;
}

export async function openRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { clock = systemClock } = options;
  const faults = createRegistryFaults();
  const storage = createRegistryStorage(options.models ?? [], () => clock.now());
  const counts = new Map<RegistryRequest, number>();
  let { bytesPerSecond = Number.POSITIVE_INFINITY, chaos } = options;
  let [sentBytes, openDownloads] = [0, 0];

  const serving: Serving = {
    storage,
    style: options.style ?? "ollama",
    port: () => listener.port,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    chaos: () => chaos,
    cdn: {
      clock,
      faults,
      bytesPerSecond: () => bytesPerSecond,
      waitMs: createThrottle(clock, () => bytesPerSecond),
      onSent: (bytes) => void (sentBytes += bytes),
      onOpen: (by) => void (openDownloads += by),
    },
  };
  const listener = createListener("127.0.0.1", options.port ?? 0, (request, response) => {
    response.on("error", () => undefined);
    if (options.otherRoutes?.(request, response) === true) return;
    void serve(serving, request, response);
  });
  await listener.open();

  return {
    url: `http://127.0.0.1:${listener.port}`,
    host: `127.0.0.1:${listener.port}`,
    port: listener.port,
    faults: faults.general,
    faultsOf: (target) => faults.own(target.startsWith("sha256:") ? target : toPath(target)),
    get bytesPerSecond() {
      return bytesPerSecond;
    },
    set bytesPerSecond(rate) {
      bytesPerSecond = rate;
    },
    get chaos() {
      return chaos;
    },
    set chaos(other) {
      chaos?.reset(faults);
      chaos = other;
    },
    get sentBytes() {
      return sentBytes;
    },
    get openDownloads() {
      return openDownloads;
    },
    requestCount: (what) =>
      what === undefined ? [...counts.values()].reduce((sum, n) => sum + n, 0) : (counts.get(what) ?? 0),
    publish: (model) => storage.put(model),
    layersOf: async (name) => (await storage.manifest(toPath(name)))?.layers ?? [],
    childrenOf: async (name) => (await storage.manifest(toPath(name)))?.list?.children ?? [],
    drop: () => listener.drop(),
    close: () => listener.shut(),
  };
}
