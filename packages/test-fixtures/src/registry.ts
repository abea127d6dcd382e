import type { IncomingMessage, ServerResponse } from "node:http";
import { systemClock, type Clock } from "./clock.ts";
import type { Chaos } from "./registry/chaos.ts";
import { createRegistryFaults, type OwnFaults, type RegistryFaults } from "./registry/faults.ts";
import type { RegistryModel } from "./registry/models.ts";
import type { RegistryStyle } from "./registry/refusals.ts";
import { serve, type RegistryRequest, type Serving } from "./registry/serve.ts";
import { createShelf, toPath } from "./registry/storage.ts";
import { createThrottle } from "./registry/throttle.ts";
import { createListener } from "./simulator/http/listener.ts";
import type { SimulatedLayer } from "./simulator/model/layers.ts";

/** How a registry is to begin. */
export type RegistryOptions = {
  readonly models?: readonly RegistryModel[];
  /** What all downloads together may take; without a limit unless told. */
  readonly bytesPerSecond?: number;
  readonly port?: number;
  /** Whose words it uses when it refuses; Ollama's unless told. */
  readonly style?: RegistryStyle;
  /** What goes wrong with which pull. */
  readonly chaos?: Chaos;
  readonly clock?: Clock;
  /** What else answers at this address; says whether it did. */
  readonly also?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** A stand-in for Ollama's registry, on loopback. */
export interface Registry {
  /** What goes into `defaultRegistryUrl` or `STAND_IN_REGISTRY`. */
  readonly url: string;
  /** `127.0.0.1:PORT`, for names that say where to pull from. */
  readonly host: string;
  readonly port: number;
  /** May be changed at any time. */
  bytesPerSecond: number;
  /** What is broken for all models and blobs. */
  readonly faults: RegistryFaults;
  /** What is broken for one model, by its name, or for one blob, by its digest. */
  faultsOf(nameOrDigest: string): OwnFaults;
  /** May be changed at any time; what an earlier plan has broken is whole again then. */
  chaos: Chaos | undefined;
  /** How many bytes of layers were sent. */
  readonly sentBytes: number;
  /** How many layers are being sent at the moment. */
  readonly openDownloads: number;
  requestCount(what?: RegistryRequest): number;
  /** Adds a model, or replaces what stood under its name. */
  publish(model: RegistryModel): void;
  /** What a model consists of, the config last. */
  layersOf(name: string): Promise<readonly SimulatedLayer[]>;
  /** Cuts every open connection; goes on listening. */
  drop(): void;
  close(): Promise<void>;
}

/** Opens a registry that serves these models. */
export async function openRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { clock = systemClock } = options;
  const faults = createRegistryFaults();
  const shelf = createShelf(options.models ?? [], () => clock.now());
  const counts = new Map<RegistryRequest, number>();
  let { bytesPerSecond = Number.POSITIVE_INFINITY, chaos } = options;
  let [sentBytes, openDownloads] = [0, 0];

  const serving: Serving = {
    shelf,
    style: options.style ?? "ollama",
    port: () => listener.port,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    chaos: () => chaos,
    sending: {
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
    if (options.also?.(request, response) === true) return;
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
      chaos?.calm(faults);
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
    publish: (model) => shelf.put(model),
    layersOf: async (name) => (await shelf.manifest(toPath(name)))?.layers ?? [],
    drop: () => listener.drop(),
    close: () => listener.shut(),
  };
}
