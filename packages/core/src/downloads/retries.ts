import type { Failure } from "../shared/failure.ts";

/** Delays before each automatic retry of a failed download, in milliseconds from the failure. */
type RetryPlan = readonly number[];

const SOON: RetryPlan = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
/**
 * Ollama refuses a pull that was just cancelled mostly for a moment, for example after a reload of the window, but for up
 * to 40 s (docs/ollama.md §2.3).
 */
const OFTEN: RetryPlan = [1_000, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 4_000, 8_000, 24_000];
const BRIEFLY: RetryPlan = [1_000, 4_000, 16_000];
/** For a registry with a rate limit. */
const LATER: RetryPlan = [60_000, 180_000, 600_000];
const NEVER: RetryPlan = [];

/** Only failures that are temporary are retried (docs/ollama.md §2.5). */
const PLANS = {
  unreachable: SOON,
  "timed-out": SOON,
  "no-connection": SOON,
  "bad-gateway": SOON,
  interrupted: SOON,
  "cut-off": SOON,
  busy: SOON,
  stalled: SOON,
  "registry-unreachable": SOON,
  "store-unreachable": SOON,
  "still-cancelling": OFTEN,
  "rate-limited": LATER,
  aborted: NEVER,
  forbidden: NEVER,
  redirected: NEVER,
  "not-http": NEVER,
  "not-supported": NEVER,
  unreadable: NEVER,
  "broke-off": NEVER,
  "no-such-model": NEVER,
  "invalid-name": NEVER,
  "conversion-disk-full": NEVER,
  "conversion-failed": NEVER,
  "deleted-but-loaded": NEVER,
  rejected: NEVER,
  unexpected: NEVER,
  "not-in-registry": NEVER,
  "needs-newer-ollama": NEVER,
  "needs-mlx": NEVER,
  "no-runner": NEVER,
  /** Ollama has retried for 63 s itself, and the address stays the same (docs/ollama.md §8.7). */
  "redirect-refused": NEVER,
  sharded: NEVER,
  converted: NEVER,
  "too-many-layers": NEVER,
  unauthorised: NEVER,
  "insecure-registry": NEVER,
  "registry-tls": NEVER,
  "registry-intercepted": NEVER,
  "folder-unwritable": NEVER,
  "not-a-registry": NEVER,
  "another-server": NEVER,
  "disk-full": NEVER,
  "digest-mismatch": NEVER,
  "partial-lost": NEVER,
  /** Ollama may have read the end of another file, or of an answer (docs/ollama.md §2.3). */
  "partial-broken": BRIEFLY,
  "send-stalled": SOON,
  "source-out-of-reach": NEVER,
  "source-missing": NEVER,
  "source-damaged": NEVER,
  "not-sendable": NEVER,
  "too-large-for-proxy": NEVER,
  "file-unreadable": NEVER,
  "file-damaged": NEVER,
  "no-model-file": NEVER,
  "gguf-version": NEVER,
  "gguf-cut-off": NEVER,
  "gguf-part": NEVER,
  "gguf-projector": NEVER,
  "archive-cut-off": NEVER,
  "archive-odd": NEVER,
  "file-unwritable": NEVER,
  "file-disk-full": NEVER,
  "no-room": NEVER,
  "not-installed": NEVER,
  "no-executable": NEVER,
  "spawn-failed": NEVER,
  "bad-environment": NEVER,
  exited: NEVER,
  "port-in-use": NEVER,
  "start-timed-out": NEVER,
  "listens-elsewhere": NEVER,
  "stop-timed-out": NEVER,
  "other-owner": NEVER,
  "tool-missing": NEVER,
  "tool-timed-out": NEVER,
  "tool-failed": NEVER,
  "needs-rights": NEVER,
  "log-unreadable": NEVER,
  "store-missing": NEVER,
  "store-full": NEVER,
  "store-read-only": NEVER,
  "store-damaged": NEVER,
  "store-locked": NEVER,
  "store-failing": NEVER,
  "store-newer": NEVER,
} satisfies Record<Failure["kind"], RetryPlan>;

/** The delays before each retry, in milliseconds; empty if a retry cannot help. */
export const retryPlan = ({ kind }: Failure): RetryPlan => PLANS[kind];

/** What follows from a failure: a retry later, or the end of the download. */
export type Verdict =
  | {
      readonly type: "postponed";
      readonly failure: Failure;
      readonly attempt: number;
      readonly attempts: number;
      readonly afterMs: number;
    }
  | { readonly type: "given-up"; readonly failure: Failure };

/** Decides about a retry; `failures` is the number of earlier failures without progress in between. */
export function verdictOn(failure: Failure, failures: number): Verdict {
  const plan = retryPlan(failure);
  const afterMs = plan[failures];
  if (afterMs === undefined) return { type: "given-up", failure };
  return { type: "postponed", failure, attempt: failures + 1, attempts: plan.length, afterMs };
}

const NOT_RETRYABLE: ReadonlySet<Failure["kind"]> = new Set([
  "sharded",
  "needs-mlx",
  "no-runner",
  "invalid-name",
  "not-a-registry",
  "not-sendable",
  "no-model-file",
  "gguf-version",
  "gguf-part",
  "gguf-projector",
  "archive-odd",
]);

/** Whether a retry of the same model may help, if need be after what the failure's words ask for. */
export const canRetry = ({ kind }: Failure): boolean => !NOT_RETRYABLE.has(kind);
