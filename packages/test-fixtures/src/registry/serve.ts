import type { IncomingMessage, ServerResponse } from "node:http";
import { wait } from "../clock.ts";
import { isOlder } from "../simulator/features.ts";
import { LIST_MEDIA_TYPE } from "../simulator/model/manifest-list.ts";
import type { Chaos } from "./chaos.ts";
import {
  docker,
  toRefusal,
  type RefusedManifest,
  type RegistryRefusal,
  type RegistryStyle,
} from "./refusals.ts";
import type { RegistryStorage, RegistryManifest } from "./storage.ts";
import { sendBlob, type Cdn } from "./cdn.ts";

/** The kinds of requests that a registry counts. */
export type RegistryRequest =
  | "HEAD manifest"
  | "GET manifest"
  | "HEAD blob"
  | "GET blob"
  | "GET store"
  | "GET token";

export type Serving = {
  readonly storage: RegistryStorage;
  readonly style: RegistryStyle;
  readonly port: () => number;
  readonly count: (what: RegistryRequest) => void;
  readonly cdn: Cdn;
  readonly chaos: () => Chaos | undefined;
};

/** Answers a request to the registry, its token service or its store. */
export async function serve(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = ""] = (request.url ?? "/").split("?");
  const method = request.method === "HEAD" ? "HEAD" : "GET";
  const [, repository = "", kind, what = ""] =
    /^\/v2\/([^/]+\/[^/]+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const [, stored] = /^\/cdn\/([^/]+)$/.exec(path) ?? [];
  const exchange: Exchange = { method, request, response };
  if (kind === "manifests") return sendManifest(serving, exchange, `${repository}/${what}`.toLowerCase());
  if (kind === "blobs") return sendToStore(serving, exchange, what);
  if (stored !== undefined) return sendStored(serving, exchange, stored);
  if (path === "/v2/token") {
    serving.count("GET token");
    response.writeHead(200, { "content-type": "application/json" }).end('{"token":"of no use"}');
    return;
  }
  refuse(response, docker(404, ["NAME_UNKNOWN", "repository name not known to registry"]));
}

type Exchange = {
  readonly method: "HEAD" | "GET";
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

async function sendManifest(serving: Serving, exchange: Exchange, path: string): Promise<void> {
  const { method, request, response } = exchange;
  const { storage, cdn, style, count } = serving;
  count(`${method} manifest`);
  const manifest = await storage.manifest(path);
  if (method === "GET" && manifest !== undefined) serving.chaos()?.inject(manifest, cdn.faults);
  await wait(cdn.clock, cdn.faults.of("manifestLateMs", path));
  const status = cdn.faults.of("manifestStatus", path);
  if (status !== undefined) {
    if (status === 401) challenge(serving, response, path);
    return refuse(response, toRefusal({ kind: "status", status }, style));
  }
  const refused = refusalOf(manifest, request);
  if (manifest === undefined || refused !== undefined) {
    return refuse(response, toRefusal(refused ?? { kind: "unknown" }, style));
  }
  const wantsLists = request.headers.accept?.includes(LIST_MEDIA_TYPE) === true;
  const { digest, text } = (wantsLists ? manifest.list : undefined) ?? manifest;
  response
    .writeHead(200, {
      "content-type": "text/plain; charset=utf-8",
      "ollama-content-digest": digest.slice("sha256:".length),
      "ollama-push-time": String(Math.floor(manifest.pushedAtMs / 1000)),
    })
    .end(method === "HEAD" ? undefined : text);
}

/** A client that sends no version is treated as the newest. */
function refusalOf(
  manifest: RegistryManifest | undefined,
  { headers }: IncomingMessage,
): RefusedManifest | undefined {
  if (manifest === undefined) return { kind: "unknown" };
  const [, version] = /^ollama\/(\d+\.\d+\.\d+\S*)/.exec(headers["user-agent"] ?? "") ?? [];
  const { requires } = manifest.entry.model;
  if (manifest.entry.isSharded === true) return { kind: "sharded" };
  const isTooOld = version !== undefined && requires !== undefined && isOlder(version, requires);
  return isTooOld ? { kind: "too-old" } : undefined;
}

async function sendToStore(serving: Serving, { method, response }: Exchange, digest: string): Promise<void> {
  const { faults, clock } = serving.cdn;
  serving.count(`${method} blob`);
  const blob = await serving.storage.blob(digest);
  if (method === "HEAD") await wait(clock, faults.of("headLateMs", digest));
  const status =
    (method === "GET" ? faults.of("locateStatus", digest) : undefined) ?? faults.of("blobStatus", digest);
  if (status === 401) challenge(serving, response, digest);
  if (status !== undefined) return refuse(response, toRefusal({ kind: "status", status }, serving.style));
  if (blob === undefined) return refuse(response, docker(404, ["BLOB_UNKNOWN", "blob unknown to registry"]));
  const length = { "content-type": "application/octet-stream", "content-length": String(blob.sizeBytes) };
  const store = faults.of("store", digest);
  if (method === "HEAD") response.writeHead(200, length).end();
  else if (store === "no-redirect") response.writeHead(200, length).end(blob.bytes(0, blob.sizeBytes));
  else {
    // Redirects to another name of the same machine, since Ollama fails if the host stays the same. Port 1 is closed.
    const host = store === "same-host" ? "127.0.0.1" : "localhost";
    const location = `http://${host}:${store === "unreachable" ? 1 : serving.port()}/cdn/${digest}`;
    response.writeHead(307, { location, "content-length": "0" }).end();
  }
}

async function sendStored(serving: Serving, { request, response }: Exchange, digest: string): Promise<void> {
  serving.count("GET store");
  const blob = await serving.storage.blob(digest);
  if (blob === undefined) return refuse(response, docker(404, ["BLOB_UNKNOWN", "blob unknown to registry"]));
  return sendBlob({ digest, blob }, request, response, serving.cdn);
}

function challenge({ cdn, port }: Serving, response: ServerResponse, target: string): void {
  const kind = cdn.faults.of("challenge", target);
  if (kind === "none") return;
  const realm = kind === "token" ? `http://127.0.0.1:${port()}/v2/token` : "https://huggingface.co/v2/token";
  response.setHeader("www-authenticate", `Bearer realm="${realm}",service="registry",scope="pull"`);
}

function refuse(response: ServerResponse, { status, body, isJson }: RegistryRefusal): void {
  response.writeHead(status, { "content-type": isJson ? "application/json" : "text/plain" }).end(body);
}
