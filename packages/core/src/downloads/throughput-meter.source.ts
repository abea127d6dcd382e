import type { Progress } from "./progress.ts";
import type { Pull } from "./pull-progress.ts";
import type { Clock } from "../shared/clock.port.ts";

/** A rate is that of the last seconds, and needs one of them to be worth telling. */
const OVER_MS = 5_000;
const AT_LEAST_MS = 1_000;

type Sample = { readonly atMs: number; readonly receivedBytes: number };

/** Measures how fast bytes come in, from reading to reading. What was there before does not count. */
export function createThroughputMeter(
  clock: Clock,
): (pull: Pick<Pull, "step" | "receivedBytes">) => Pick<Progress, "bytesPerSecond"> {
  let samples: readonly Sample[] = [];
  return ({ step, receivedBytes }) => {
    if (step !== "pulling") return {};
    const now: Sample = { atMs: clock.now(), receivedBytes };
    const recent = samples.filter(({ atMs }) => now.atMs - atMs <= OVER_MS);
    samples = [...(recent.length > 0 ? recent : samples.slice(-1)), now];
    const [first = now] = samples;
    const overMs = now.atMs - first.atMs;
    if (overMs < AT_LEAST_MS) return {};
    return { bytesPerSecond: ((receivedBytes - first.receivedBytes) / overMs) * 1000 };
  };
}
