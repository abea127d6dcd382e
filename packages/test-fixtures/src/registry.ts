import type { IncomingMessage, ServerResponse } from "node:http";
import { createRegistryFaults, type RegistryFaults } from "./registry/faults.ts";
import type { RegistryModel } from "./registry/models.ts";
import { createShelf, type Shelf } from "./registry/shelf.ts";
import { sendBlob, type Sending } from "./registry/store.ts";
import { createThrottle } from "./registry/throttle.ts";
import { createListener } from "./simulator/http/listener.ts";

/** How a registry is to begin. */
export type RegistryOptions = {
  readonly models?: readonly RegistryModel[];
  /** What all downloads together may take; without a limit unless told. */
  readonly bytesPerSecond?: number;
  readonly port?: number;
};

/** What can be asked of a registry, as it is counted. */
export type RegistryRequest = "HEAD manifest" | "GET manifest" | "HEAD blob" | "GET blob" | "GET store";

/** A stand-in for Ollama's registry, on loopback. */
export interface Registry {
  /** What goes into `defaultRegistryUrl` or `STAND_IN_REGISTRY`. */
  readonly url: string;
  /** `127.0.0.1:PORT`, for names that say where to pull from. */
  readonly host: string;
  readonly port: number;
  /** May be changed at any time. */
  bytesPerSecond: number;
  readonly faults: RegistryFaults;
  /** How many bytes of layers were sent. */
  readonly sentBytes: number;
  /** How many layers are being sent at the moment. */
  readonly openDownloads: number;
  requestCount(what?: RegistryRequest): number;
  /** Adds a model, or replaces what stood under its name. */
  publish(model: RegistryModel): void;
  /** Cuts every open connection; goes on listening. */
  drop(): void;
  close(): Promise<void>;
}

/** Opens a registry that serves these models. */
export async function openRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const faults = createRegistryFaults();
  const shelf = createShelf(options.models ?? []);
  const counts = new Map<RegistryRequest, number>();
  let [sentBytes, openDownloads] = [0, 0];
  let bytesPerSecond = options.bytesPerSecond ?? Number.POSITIVE_INFINITY;

  const serving: Serving = {
    shelf,
    faults,
    port: () => listener.port,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    sending: {
      faults,
      bytesPerSecond: () => bytesPerSecond,
      waitMs: createThrottle(() => bytesPerSecond),
      onSent: (bytes) => void (sentBytes += bytes),
      onOpen: (by) => void (openDownloads += by),
    },
  };
  const listener = createListener("127.0.0.1", options.port ?? 0, (request, response) => {
    response.on("error", () => undefined);
    void serve(serving, request, response);
  });
  await listener.open();

  return {
    url: `http://127.0.0.1:${listener.port}`,
    host: `127.0.0.1:${listener.port}`,
    port: listener.port,
    faults,
    get bytesPerSecond() {
      return bytesPerSecond;
    },
    set bytesPerSecond(rate) {
      bytesPerSecond = rate;
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
    drop: () => listener.drop(),
    close: () => listener.shut(),
  };
}

type Serving = {
  readonly shelf: Shelf;
  readonly faults: RegistryFaults;
  readonly port: () => number;
  readonly count: (what: RegistryRequest) => void;
  readonly sending: Sending;
};

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = ""] = (request.url ?? "/").split("?");
  const method = request.method === "HEAD" ? "HEAD" : "GET";
  const [, repository = "", kind, what = ""] =
    /^\/v2\/([^/]+\/[^/]+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const [, stored] = /^\/cdn\/([^/]+)$/.exec(path) ?? [];
  if (kind === "manifests") return sendManifest(serving, method, `${repository}/${what}`, response);
  if (kind === "blobs") return redirect(serving, method, what, response);
  if (stored === undefined) {
    return refuse(response, 404, "NAME_UNKNOWN", "repository name not known to registry");
  }

  serving.count("GET store");
  const blob = await serving.shelf.blob(stored);
  if (blob === undefined) return refuse(response, 404, "BLOB_UNKNOWN", "blob unknown to registry");
  return sendBlob(blob, request, response, serving.sending);
}

async function sendManifest(
  { shelf, faults, count }: Serving,
  method: "HEAD" | "GET",
  path: string,
  response: ServerResponse,
): Promise<void> {
  count(`${method} manifest`);
  const status = faults.manifestStatus;
  if (status === 412) {
    const message = "The model you are attempting to pull requires a newer version of Ollama.";
    return refuse(response, 412, "MANIFEST_INVALID", message);
  }
  if (status !== undefined && status !== 404) return refuse(response, status, "DENIED", "refused");
  const manifest = status === 404 ? undefined : await shelf.manifest(path);
  if (manifest === undefined) return refuse(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
  response
    .writeHead(200, {
      "content-type": "text/plain; charset=utf-8",
      "ollama-content-digest": manifest.digest.slice("sha256:".length),
      "ollama-push-time": String(Math.floor(manifest.pushedAtMs / 1000)),
    })
    .end(method === "HEAD" ? undefined : manifest.text);
}

async function redirect(
  { shelf, count, port }: Serving,
  method: "HEAD" | "GET",
  digest: string,
  response: ServerResponse,
): Promise<void> {
  count(`${method} blob`);
  const blob = await shelf.blob(digest);
  if (blob === undefined) return refuse(response, 404, "BLOB_UNKNOWN", "blob unknown to registry");
  if (method === "HEAD") {
    response
      .writeHead(200, {
        "content-type": "application/octet-stream",
        "content-length": String(blob.sizeBytes),
      })
      .end();
    return;
  }
  // To another name of the same machine: Ollama fails where the host stays the same.
  response
    .writeHead(307, { location: `http://localhost:${port()}/cdn/${digest}`, "content-length": "0" })
    .end();
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ errors: [{ code, message }] }));
}
