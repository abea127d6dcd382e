/** Why something did not work, in terms a person can act on. `views/failure.ts` has the sentences. */
export type Failure = ReachFailure | AnswerFailure | PullFailure | ProcessFailure | StoreFailure;

/** The way to the other end failed. */
export type ReachFailure =
  | {
      readonly kind: "unreachable";
      readonly cause: "refused" | "reset" | "no-such-host" | "no-route" | "tls";
    }
  | { readonly kind: "timed-out"; readonly afterMs: number }
  /** The operating system's own reason, where it is none of the usual ones. */
  | { readonly kind: "no-connection"; readonly detail: string }
  /** A proxy answers, but nobody behind it does. */
  | { readonly kind: "bad-gateway"; readonly status: number }
  | { readonly kind: "aborted" }
  /** The window that did it was closed, too long ago to continue now. */
  | { readonly kind: "interrupted" };

/** Something answered, but not with what was asked for. `endpoint` is `GET /api/tags` or the like. */
export type AnswerFailure =
  | { readonly kind: "forbidden"; readonly status: 401 | 403 | 407 }
  | { readonly kind: "redirected"; readonly status: number }
  | { readonly kind: "not-http" }
  | { readonly kind: "not-supported"; readonly endpoint: string }
  | { readonly kind: "unreadable"; readonly endpoint: string; readonly problem: string }
  | { readonly kind: "cut-off" }
  | { readonly kind: "busy" }
  | { readonly kind: "no-such-model" }
  | { readonly kind: "invalid-name" }
  | { readonly kind: "rejected"; readonly status: number; readonly message: string }
  | { readonly kind: "unexpected"; readonly detail: string };

/** A download that Ollama gave up (docs/ollama.md §2.5). `detail` is Ollama's own text. */
export type PullFailure =
  | { readonly kind: "not-in-registry" }
  | { readonly kind: "needs-newer-ollama" }
  | { readonly kind: "needs-mlx" }
  | { readonly kind: "sharded" }
  | { readonly kind: "rate-limited" }
  | { readonly kind: "unauthorised" }
  | { readonly kind: "insecure-registry" }
  /** It serves blobs itself, which Ollama does not take (docs/ollama.md §2.5). */
  | { readonly kind: "not-a-registry" }
  | { readonly kind: "registry-unreachable"; readonly detail: string }
  /** Ollama does not believe that the registry is who it says. */
  | { readonly kind: "registry-tls"; readonly detail: string }
  | { readonly kind: "store-unreachable"; readonly detail: string }
  | { readonly kind: "disk-full" }
  /** Ollama may not write where its models are. */
  | { readonly kind: "folder-unwritable"; readonly detail: string }
  | { readonly kind: "digest-mismatch" }
  | { readonly kind: "partial-lost" }
  | { readonly kind: "still-cancelling" }
  /** Not a byte has come for too long, and Ollama did not mind. */
  | { readonly kind: "stalled"; readonly afterMs: number };

/** A process of ours did not do as it was told. */
export type ProcessFailure =
  | { readonly kind: "not-installed" }
  | { readonly kind: "no-executable"; readonly path: string }
  | { readonly kind: "spawn-failed"; readonly path: string; readonly detail: string }
  | { readonly kind: "exited"; readonly exit: Exit }
  | { readonly kind: "port-in-use" }
  | { readonly kind: "start-timed-out"; readonly afterMs: number }
  | { readonly kind: "stop-timed-out"; readonly afterMs: number };

/** The history cannot be kept where it should be. */
export type StoreFailure =
  /** This runtime has no SQLite. */
  | { readonly kind: "store-missing" }
  | { readonly kind: "store-full" }
  | { readonly kind: "store-read-only" }
  | { readonly kind: "store-damaged" }
  /** A newer Paddock wrote it, in a way that this one does not know. */
  | { readonly kind: "store-newer" };

/** How a process ended: by itself with a code, or by a signal. Neither, where nobody could see it. */
export type Exit = { readonly code?: number; readonly signal?: string };

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
