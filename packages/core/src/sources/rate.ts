import type { Progress } from "../domain/downloads.ts";
import type { Clock } from "../ports/clock.ts";

/** A rate is that of the last seconds, and needs one of them to be worth telling. */
const OVER_MS = 5_000;
const AT_LEAST_MS = 1_000;

type Sample = { readonly atMs: number; readonly doneBytes: number };

/** Measures how fast bytes come in, from reading to reading. What was there before the first one does not count. */
export function createRate(
  clock: Clock,
): (progress: Pick<Progress, "step" | "doneBytes">) => { bytesPerSecond?: number } {
  let samples: readonly Sample[] = [];
  return ({ step, doneBytes }) => {
    if (step !== "pulling") return {};
    const now: Sample = { atMs: clock.now(), doneBytes };
    const recent = samples.filter(({ atMs }) => now.atMs - atMs <= OVER_MS);
    samples = [...(recent.length > 0 ? recent : samples.slice(-1)), now];
    const [first = now] = samples;
    const overMs = now.atMs - first.atMs;
    return overMs < AT_LEAST_MS ? {} : { bytesPerSecond: ((doneBytes - first.doneBytes) / overMs) * 1000 };
  };
}
