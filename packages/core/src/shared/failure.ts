import { errorText } from "./error-text.ts";
import * as v from "valibot";
import { environmentProblemSchema } from "../environment/environment-problems.ts";
import { otherServerSchema } from "../service/other-server.ts";
import { shownHolderSchema } from "../service/shown-holder.ts";
import { count, kind, text, type DataOf } from "./described.ts";

const reach = [
  kind("unreachable", { cause: v.picklist(["refused", "reset", "no-such-host", "no-route", "tls"]) }),
  kind("timed-out", { afterMs: count }),
  /** `detail` is the operating system's reason, where it is none of the above. */
  kind("no-connection", { detail: text }),
  /** A proxy answers, but cannot reach Ollama. */
  kind("bad-gateway", { status: count }),
  kind("aborted", {}),
  /** The window that did the work was closed, too long ago to continue now. */
  kind("interrupted", {}),
] as const;

const answer = [
  /** `message` are the words of a proxy; Ollama's own 403 has none. */
  kind("forbidden", { status: v.picklist([401, 403, 407]), message: v.exactOptional(text) }),
  kind("redirected", { status: count }),
  kind("not-http", {}),
  kind("not-supported", { endpoint: text }),
  /** A server answers that is not Ollama, and does not speak its API. */
  kind("another-server", { server: otherServerSchema }),
  /** `problem` is for the log and for developers, not a sentence. */
  kind("unreadable", { endpoint: text, problem: text }),
  kind("cut-off", {}),
  /** A model's answer that its server sent as unfinished; `words` came before. */
  kind("broke-off", { words: text }),
  kind("busy", {}),
  kind("no-such-model", {}),
  kind("invalid-name", {}),
  /** There is no room for the converted copy of a model that Ollama must convert to load it (docs/ollama.md §8.6). */
  kind("conversion-disk-full", {}),
  /** Ollama would have to convert the model to load it, and cannot; `detail` is its own text. */
  kind("conversion-failed", { detail: text }),
  /** A model that was deleted while it was loaded: Ollama no longer finds it, and so cannot unload it. */
  kind("deleted-but-loaded", {}),
  kind("rejected", { status: count, message: text }),
  kind("unexpected", { detail: text }),
] as const;

/** Of a registry, or of the connection between it and Ollama. */
const registry = [
  kind("not-in-registry", {}),
  kind("rate-limited", {}),
  kind("unauthorised", {}),
  kind("insecure-registry", {}),
  /** The server answers blob requests itself, which Ollama does not accept (docs/ollama.md §2.5). */
  kind("not-a-registry", {}),
  /** Ollama does not follow the registry's redirect to where the files are (docs/ollama.md §8.7). */
  kind("redirect-refused", {
    reason: v.picklist(["not-public", "unresolved", "insecure", "other-host", "other"]),
    detail: text,
  }),
  kind("registry-unreachable", { detail: text }),
  /** Ollama does not trust the registry's certificate. */
  kind("registry-tls", { detail: text }),
  /** A proxy or a sign-in page answers Ollama in place of the registry. */
  kind("registry-intercepted", {}),
  kind("store-unreachable", { detail: text }),
] as const;

/** Of the download itself. */
const download = [
  kind("needs-newer-ollama", { required: v.exactOptional(text) }),
  /** The model has no variant for a runner of this Ollama (docs/ollama.md §8.2). */
  kind("no-runner", { runners: text }),
  kind("needs-mlx", {}),
  kind("sharded", {}),
  /** Ollama has converted the model, and its original is gone, so it cannot be compared with its registry. */
  kind("converted", {}),
  /** So many layers are not looked up, so the model cannot be compared with its registry. */
  kind("too-many-layers", { layers: count }),
  kind("disk-full", {}),
  /** Ollama has no permission to write in its models folder. */
  kind("folder-unwritable", { detail: text }),
  kind("digest-mismatch", {}),
  kind("partial-lost", {}),
  /** A note of an unfinished layer is empty or unreadable (docs/ollama.md §2.3). */
  kind("partial-broken", {}),
  kind("still-cancelling", {}),
  /** No data arrived for too long, and Ollama did not report an error. */
  kind("stalled", { afterMs: count }),
] as const;

/** Why a model could not be sent from one host to another. */
const sending = [
  /** The files of the host that has the model cannot be read from this machine. */
  kind("source-out-of-reach", {}),
  /** The host that had the model has it no more, or a file of it is missing. */
  kind("source-missing", { file: v.exactOptional(text) }),
  /** A file of the model is not what its name says. */
  kind("source-damaged", {}),
  /** `POST /api/create` cannot make a model of such layers; `mediaType` is that of the layer (docs/ollama.md §1.6). */
  kind("not-sendable", { mediaType: text }),
  /** The other Ollama took no byte for too long, and did not report an error. */
  kind("send-stalled", { afterMs: count }),
  /** A proxy in front of Ollama takes no files of this size. */
  kind("too-large-for-proxy", {}),
] as const;

/** Why a model cannot come from a file, or go into one. */
const file = [
  /** A file on this machine is not there, or cannot be read; `detail` is the system's reason. */
  kind("file-unreadable", { detail: text }),
  /** What was read of a file is not what it was, or not what its digest says. */
  kind("file-damaged", {}),
  /** A file holds neither a GGUF nor an exported model. */
  kind("no-model-file", {}),
  /** A GGUF of a version that is not read any more, or not yet. */
  kind("gguf-version", { version: count }),
  /** A GGUF that is shorter than its head says; `leastBytes` is absent if not even the head is whole. */
  kind("gguf-cut-off", { sizeBytes: count, leastBytes: v.exactOptional(count) }),
  /** A GGUF that is only one of several parts. */
  kind("gguf-part", { parts: count }),
  /** A projector: it completes a model, and is none itself. */
  kind("gguf-projector", {}),
  /** An archive is shorter than it says, or lacks files of its model. */
  kind("archive-cut-off", {}),
  /** An archive has an entry that an exported model does not have. */
  kind("archive-odd", { entry: text }),
  kind("file-unwritable", { detail: text }),
  /** The disk ran full while a file was written. */
  kind("file-disk-full", {}),
  /** Less is free where the files would go than they need. */
  kind("no-room", { neededBytes: count, freeBytes: count }),
] as const;

/** How a process ended: with a code or by a signal. Both are absent for a process that we did not start. */
export const exitSchema = v.object({ code: v.exactOptional(count), signal: v.exactOptional(text) });
export type Exit = DataOf<typeof exitSchema>;

/** Why the tool of an owner failed. A context is docker's or kubectl's, a workload is one of Kubernetes. */
export const toolTroubleSchema = v.picklist([
  "engine-down",
  "no-such-container",
  "no-such-context",
  "no-such-workload",
  "cluster-down",
  "no-login",
  "forbidden",
]);
export type ToolTrouble = DataOf<typeof toolTroubleSchema>;

const process = [
  kind("not-installed", {}),
  kind("no-executable", { path: text }),
  /** `lacksInterpreter`: the file is there, but the interpreter of its script or the loader of its program is not. */
  kind("spawn-failed", { path: text, detail: text, lacksInterpreter: v.exactOptional(v.literal(true)) }),
  /** The variables for the service are wrong, so it was not started. */
  kind("bad-environment", { problems: v.array(environmentProblemSchema) }),
  kind("exited", { exit: exitSchema }),
  kind("port-in-use", { holder: v.exactOptional(shownHolderSchema) }),
  /** `goesOn`: its owner was not asked to stop it. */
  kind("start-timed-out", { afterMs: count, goesOn: v.exactOptional(v.literal(true)) }),
  /** `address` is where it listens by its own log, which is not where it was told to. */
  kind("listens-elsewhere", { address: text }),
  kind("stop-timed-out", { afterMs: count }),
  /** A stop was not carried out, since the owner that was shown does not run the service, as far as is known. */
  kind("other-owner", {}),
  /** A tool of the service's owner, such as `systemctl`, is not installed. */
  kind("tool-missing", { tool: text }),
  kind("tool-timed-out", { tool: text, afterMs: count }),
  /** `detail` are the tool's own words, and `trouble` is what they mean, where that is known. */
  kind("tool-failed", { tool: text, code: count, detail: text, trouble: v.exactOptional(toolTroubleSchema) }),
  /** The person may do it with more rights: `line` is for a terminal. */
  kind("needs-rights", { line: text }),
] as const;

const log = [
  /** The log of a service cannot be read; `detail` is the system's reason. */
  kind("log-unreadable", {
    reason: v.picklist(["no-permission", "not-in-journal-group", "no-program", "other"]),
    detail: text,
  }),
] as const;

const store = [
  /** This runtime has no SQLite. */
  kind("store-missing", {}),
  kind("store-full", {}),
  kind("store-read-only", {}),
  kind("store-damaged", {}),
  /** Its file system refuses locks, or another program holds one. `detail` is SQLite's or the system's reason. */
  kind("store-locked", { detail: text }),
  /** Any other reason, in the words of SQLite or of the system. */
  kind("store-failing", { detail: text }),
  /** A newer Paddock wrote the store, in a format that this one cannot read. */
  kind("store-newer", {}),
] as const;

export const reachFailureSchema = v.variant("kind", reach);
export type ReachFailure = DataOf<typeof reachFailureSchema>;

/** An unexpected response. `endpoint` is, for example, `GET /api/tags`. */
export const answerFailureSchema = v.variant("kind", answer);
export type AnswerFailure = DataOf<typeof answerFailureSchema>;

/** Why Ollama gave up a download (docs/ollama.md §2.5). `detail` is Ollama's own text. */
export type RegistryFailure = DataOf<(typeof registry)[number]>;
export type DownloadFailure = DataOf<(typeof download)[number]>;

/** The log of a service cannot be read. */
export type LogFailure = DataOf<(typeof log)[number]>;
export type SendingFailure = DataOf<(typeof sending)[number]>;
export type FileFailure = DataOf<(typeof file)[number]>;

/** A process could not be started, or did not run or stop as expected. */
export type ProcessFailure = DataOf<(typeof process)[number]>;

/** There is no program to start: none was found, or none where the person's setting says. */
export type MissingProgram = Extract<ProcessFailure, { kind: "not-installed" | "no-executable" }>;

/** The history cannot be read or written. */
export const storeFailureSchema = v.variant("kind", store);
export type StoreFailure = DataOf<typeof storeFailureSchema>;

/** Why something failed, in terms a person can act on. `ui/text/failure.view.ts` has the sentences. */
export const failureSchema = v.variant("kind", [
  ...reach,
  ...answer,
  ...registry,
  ...download,
  ...sending,
  ...file,
  ...process,
  ...log,
  ...store,
]);
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

/** Whether a failure is one of this group. */
const isOneOf = <Schema extends Described>(
  group: readonly Schema[],
): ((failure: Failure) => failure is DataOf<Schema>) => {
  const kinds = new Set<string>(group.map(({ entries }) => entries.kind.literal));
  return (failure): failure is DataOf<Schema> => kinds.has(failure.kind);
};
type Described = (typeof failureSchema)["options"][number];

export const isReachFailure = isOneOf(reach);
export const isAnswerFailure = isOneOf(answer);
export const isRegistryFailure = isOneOf(registry);
export const isDownloadFailure = isOneOf(download);
export const isSendingFailure = isOneOf(sending);
export const isFileFailure = isOneOf(file);
export const isProcessFailure = isOneOf(process);
/** Our own history store failed; `store-unreachable` is about a registry's blob store. */
export const isStoreFailure = isOneOf(store);

/** Compares by name, not by class: each bundle of the extension has its own copy of the class. */
export const isPortError = (error: unknown): error is PortError =>
  error instanceof Error && error.name === "PortError" && "failure" in error;

/** The failure in an error that a port rejected with. */
export function toFailure(error: unknown): Failure {
  if (isPortError(error)) return error.failure;
  return { kind: "unexpected", detail: errorText(error) };
}
