import { PortError } from "../shared/failure.ts";
import type { Standstill } from "./progress.ts";
import { evolvePull, isSizeMissing, presentBytes, type Pull, type PullNews } from "./pull-progress.ts";

/** Milliseconds without a byte after which a pull counts as stalled; Ollama still sends lines (docs/ollama.md §0.7). */
const STALLED_AFTER_MS = 10_000;
/** Milliseconds without a byte after which a pull fails: more than the 63 s that Ollama retries (docs/ollama.md §2.5). */
const GIVEN_UP_AFTER_MS = 120_000;
/** Milliseconds without the size of a layer after which Ollama counts as stuck. A slow registry tells it within seconds. */
const STUCK_AFTER_MS = 30_000;
/** Milliseconds without a line, of which Ollama sends several a second (docs/ollama.md §2.1). */
const SILENT_AFTER_MS = 15_000;

/** A pull, when its last line arrived, and when it last made progress as far as its lines tell. */
export type WatchedPull = {
  readonly pull: Pull;
  readonly heardAtMs: number;
  readonly progressedAtMs: number;
};

/** Adds a message, or undefined at a check; throws `PortError` if lines without a new byte have arrived for too long. */
export function watchLine(before: WatchedPull, news: PullNews | undefined, nowMs: number): WatchedPull {
  const pull = news ? evolvePull(before.pull, news) : before.pull;
  const isHeard = news !== undefined && news.kind !== "manifest";
  const heardAtMs = isHeard ? nowMs : before.heardAtMs;
  if (hasProgressed(before.pull, pull)) return { pull, heardAtMs, progressedAtMs: nowMs };
  const silentMs = heardAtMs - before.heardAtMs;
  // While no lines arrive, Ollama may be downloading: that time does not count as a stall.
  const progressedAtMs = before.progressedAtMs + (silentMs >= SILENT_AFTER_MS ? silentMs : 0);
  const watched = { pull, heardAtMs, progressedAtMs };
  // Closing a request that is stuck can crash Ollama (docs/ollama.md §0.5), so the person decides about that.
  if (isWaiting(pull) && !isSizeMissing(pull) && stalledMs(watched) >= GIVEN_UP_AFTER_MS)
    throw new PortError({ kind: "stalled", afterMs: GIVEN_UP_AFTER_MS });
  return watched;
}

/** A part that Ollama discards is no progress. */
const hasProgressed = (before: Pull, pull: Pull): boolean =>
  pull.step !== before.step || presentBytes(pull) > presentBytes(before);

/** Ollama sends no lines while it verifies (docs/ollama.md §2.1). */
const isWaiting = ({ step }: Pull): boolean => step === "preparing" || step === "pulling";

/** How long lines have arrived without a new byte. */
const stalledMs = ({ heardAtMs, progressedAtMs }: WatchedPull): number => heardAtMs - progressedAtMs;

export function standstillOf(watched: WatchedPull, nowMs: number): Standstill | undefined {
  const { pull, heardAtMs, progressedAtMs } = watched;
  if (!isWaiting(pull)) return undefined;
  if (nowMs - heardAtMs >= SILENT_AFTER_MS) return { kind: "silent", sinceMs: heardAtMs };
  if (stalledMs(watched) < STALLED_AFTER_MS) return undefined;
  const isStuck = isSizeMissing(pull) && stalledMs(watched) >= STUCK_AFTER_MS;
  return { kind: isStuck ? "stuck" : "stalled", sinceMs: progressedAtMs };
}
