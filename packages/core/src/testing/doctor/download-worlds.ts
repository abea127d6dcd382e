import type { AppEvent } from "../../app/events.ts";
import { parseDownloadId } from "../../downloads/download-id.ts";
import type { Failure } from "../../shared/failure.ts";
import { host } from "../events.ts";
import { modelName } from "../fake-models.ts";
import { running, type BrokenWorld } from "./world.ts";

const model = modelName("pony");
const id = parseDownloadId("d1")!;
const pullFailed = (failure: Failure): readonly AppEvent[] => [
  running,
  { type: "download.requested", host, id, model },
  { type: "download.failed", host, id, failure },
];
const pulled = {
  events: [
    running,
    { type: "download.requested", host, id, model },
    { type: "download.completed", host, id },
  ],
} as const;

/** Ollama runs, but something does not work. */

/** Downloads fail. */
export const DOWNLOAD_WORLDS: Readonly<Record<string, BrokenWorld>> = {
  "encrypted traffic that is inspected": {
    source: "ollama#1798, ollama#823",
    events: pullFailed({ kind: "registry-tls", detail: "x509: certificate signed by unknown authority" }),
    cause: "tls-inspected",
    says: "x509",
    fix: "download.retry",
    does: "download.retry-requested",
    mended: pulled,
  },
  "a proxy that answers for the registry itself": {
    source: "ollama#18716",
    events: pullFailed({
      kind: "redirect-refused",
      reason: "not-public",
      detail: "redirect target not allowed: 198.18.0.7",
    }),
    cause: "registry-proxy",
    says: "198.18.0.7",
    fix: "download.retry",
    does: "download.retry-requested",
    mended: pulled,
  },
  "a sign-in page in place of the registry": {
    source: "ollama-python#437",
    events: pullFailed({ kind: "registry-intercepted" }),
    cause: "registry-proxy",
    says: "sign-in page",
    fix: "download.retry",
    does: "download.retry-requested",
    mended: pulled,
  },
  "a proxy that does not run": {
    source: "golang net/http, proxyconnect",
    events: pullFailed({
      kind: "registry-unreachable",
      detail: "proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused",
    }),
    cause: "registry-proxy",
    says: "10.0.0.1:3128",
    fix: "download.retry",
    does: "download.retry-requested",
    mended: pulled,
  },
  "a name of the registry that is not found": {
    source: "ollama#8065, ollama#2402",
    events: pullFailed({
      kind: "registry-unreachable",
      detail: "lookup registry.ollama.ai on 127.0.0.53:53: server misbehaving",
    }),
    cause: "registry-name",
    says: "name of the registry",
    fix: "download.retry",
    does: "download.retry-requested",
    mended: pulled,
  },
  "a registry that wants a key": {
    source: "recording pull-manifest-401",
    events: pullFailed({ kind: "unauthorised" }),
    cause: "registry-key",
    says: "Ollama's key",
    fix: "ollama.copy-key",
    does: "clipboard: ssh-ed25519 AAAA",
    mended: pulled,
  },
  "a version that is too old for a download": {
    source: "recording pull-manifest-412; ollama#14876",
    events: pullFailed({ kind: "needs-newer-ollama" }),
    cause: "version-too-old",
    says: "Update Ollama",
    fix: "ollama.install",
    does: "website: https://ollama.com/download",
    mended: pulled,
  },
  "a full disk in a download": {
    source: "recording pull-disk-full",
    events: pullFailed({ kind: "disk-full" }),
    cause: "disk-full",
    says: "disk",
    fix: "dashboard.show-part",
    does: "page: dashboard, disk",
    mended: pulled,
  },
  "a folder that a download may not write": {
    source: "ollama#1066",
    events: pullFailed({ kind: "folder-unwritable", detail: "mkdir /usr/share/ollama: permission denied" }),
    cause: "folder-denied",
    says: "/usr/share/ollama",
    fix: "download.retry",
    does: "download.retry-requested",
    mended: pulled,
  },
  "a download of something that is not there": {
    source: "recording pull-not-found",
    events: pullFailed({ kind: "not-in-registry" }),
    cause: "download-failed",
    says: "no model with this name",
    fix: "download.add",
    does: "new model: pony",
    mended: pulled,
  },
};
