import * as v from "valibot";
import { count, kind, text, type DataOf } from "./described.ts";

const reach = [
  kind("unreachable", { cause: v.picklist(["refused", "reset", "no-such-host", "no-route", "tls"]) }),
  kind("timed-out", { afterMs: count }),
  /** The operating system's own reason, where it is none of the usual ones. */
  kind("no-connection", { detail: text }),
  /** A proxy answers, but Ollama does not answer the proxy. */
  kind("bad-gateway", { status: count }),
  kind("aborted", {}),
  /** The window that did it was closed, too long ago to continue now. */
  kind("interrupted", {}),
] as const;

const answer = [
  kind("forbidden", { status: v.picklist([401, 403, 407]) }),
  kind("redirected", { status: count }),
  kind("not-http", {}),
  kind("not-supported", { endpoint: text }),
  kind("unreadable", { endpoint: text, problem: text }),
  kind("cut-off", {}),
  kind("busy", {}),
  kind("no-such-model", {}),
  kind("invalid-name", {}),
  kind("rejected", { status: count, message: text }),
  kind("unexpected", { detail: text }),
] as const;

const pull = [
  kind("not-in-registry", {}),
  kind("needs-newer-ollama", {}),
  kind("needs-mlx", {}),
  kind("sharded", {}),
  kind("rate-limited", {}),
  kind("unauthorised", {}),
  kind("insecure-registry", {}),
  /** It serves blobs itself, which Ollama does not take (docs/ollama.md §2.5). */
  kind("not-a-registry", {}),
  kind("registry-unreachable", { detail: text }),
  /** Ollama does not trust the registry's certificate. */
  kind("registry-tls", { detail: text }),
  kind("store-unreachable", { detail: text }),
  kind("disk-full", {}),
  /** Ollama may not write in its models folder. */
  kind("folder-unwritable", { detail: text }),
  kind("digest-mismatch", {}),
  kind("partial-lost", {}),
  kind("still-cancelling", {}),
  /** No byte has come for too long, and Ollama did not give up. */
  kind("stalled", { afterMs: count }),
] as const;

/** How a process ended: by itself with a code, or by a signal. Neither, where it was not ours to watch. */
export const exitSchema = v.object({ code: v.exactOptional(count), signal: v.exactOptional(text) });
export type Exit = DataOf<typeof exitSchema>;

const process = [
  kind("not-installed", {}),
  kind("no-executable", { path: text }),
  kind("spawn-failed", { path: text, detail: text }),
  kind("exited", { exit: exitSchema }),
  kind("port-in-use", {}),
  kind("start-timed-out", { afterMs: count }),
  kind("stop-timed-out", { afterMs: count }),
] as const;

const store = [
  /** This runtime has no SQLite. */
  kind("store-missing", {}),
  kind("store-full", {}),
  kind("store-read-only", {}),
  kind("store-damaged", {}),
  /** A newer Paddock wrote it, in a way that this one does not know. */
  kind("store-newer", {}),
] as const;

/** Ollama could not be reached. */
export const reachFailureSchema = v.variant("kind", reach);
export type ReachFailure = DataOf<typeof reachFailureSchema>;

/** Something answered, but not with what was asked for. `endpoint` is `GET /api/tags` or the like. */
export const answerFailureSchema = v.variant("kind", answer);
export type AnswerFailure = DataOf<typeof answerFailureSchema>;

/** A download that Ollama gave up (docs/ollama.md §2.5). `detail` is Ollama's own text. */
export type PullFailure = DataOf<(typeof pull)[number]>;

/** A process of ours did not do as it was told. */
export type ProcessFailure = DataOf<(typeof process)[number]>;

/** The history cannot be kept where it should be. */
export const storeFailureSchema = v.variant("kind", store);
export type StoreFailure = DataOf<typeof storeFailureSchema>;

/** Why something did not work, in terms a person can act on. `ui/text/failure.view.ts` has the sentences. */
export const failureSchema = v.variant("kind", [...reach, ...answer, ...pull, ...process, ...store]);
export type Failure = DataOf<typeof failureSchema>;

/** The one error that ports may reject with. */
export class PortError extends Error {
  override readonly name = "PortError";
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.kind, options);
    this.failure = failure;
  }
}

/** Whether it is our own history that failed, and not a registry's store. */
export const isStoreFailure = (failure: Failure): failure is StoreFailure =>
  failure.kind.startsWith("store-") && failure.kind !== "store-unreachable";

/** Compares by name, not by class: each bundle of the extension has its own copy of the class. */
export const isPortError = (error: unknown): error is PortError =>
  error instanceof Error && error.name === "PortError" && "failure" in error;

/** What a port rejected with, as data. */
export function toFailure(error: unknown): Failure {
  if (isPortError(error)) return error.failure;
  return { kind: "unexpected", detail: error instanceof Error ? error.message : String(error) };
}
