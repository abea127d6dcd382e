import type { Progress } from "./progress.ts";
import type { Pull } from "./pull-progress.ts";
import type { Clock } from "../shared/clock.port.ts";

/** The rate covers the last seconds, and needs at least one second of samples. */
const WINDOW_MS = 5_000;
const SHORTEST_MS = 1_000;

type Sample = { readonly atMs: number; readonly receivedBytes: number };

/** Measures how fast bytes arrive between readings. Bytes from before the pull do not count. */
export function createThroughputMeter(
  clock: Clock,
): (pull: Pick<Pull, "step" | "receivedBytes">) => Pick<Progress, "bytesPerSecond"> {
  let samples: readonly Sample[] = [];
  return ({ step, receivedBytes }) => {
    if (step !== "pulling") return {};
    const now: Sample = { atMs: clock.now(), receivedBytes };
    const recent = samples.filter(({ atMs }) => now.atMs - atMs <= WINDOW_MS);
    samples = [...(recent.length > 0 ? recent : samples.slice(-1)), now];
    const [first = now] = samples;
    const spanMs = now.atMs - first.atMs;
    if (spanMs < SHORTEST_MS) return {};
    return { bytesPerSecond: ((receivedBytes - first.receivedBytes) / spanMs) * 1000 };
  };
}
