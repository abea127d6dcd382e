import type { Progress } from "./progress.ts";
import type { Pull } from "./pull-progress.ts";
import type { Clock } from "../shared/clock.port.ts";

/** The rate covers the last seconds, and needs at least one second of samples. */
const WINDOW_MS = 5_000;
const SHORTEST_MS = 1_000;

type Sample = { readonly atMs: number; readonly receivedBytes: number };

/**
 * Measures how fast bytes arrive between readings. Bytes from before the pull do not count. While none arrive, the rate
 * stays as it was, and is then unknown: it does not sink, so the time left does not grow.
 */
export function createThroughputMeter(
  clock: Pick<Clock, "now">,
): (pull: Pick<Pull, "step" | "receivedBytes">) => Pick<Progress, "bytesPerSecond"> {
  let samples: readonly Sample[] = [];
  return ({ step, receivedBytes }) => {
    if (step !== "pulling") return {};
    const now: Sample = { atMs: clock.now(), receivedBytes };
    if (receivedBytes !== samples.at(-1)?.receivedBytes)
      // Samples that lie ahead are from before the clock was set back.
      samples = [...samples.filter(({ atMs }) => atMs <= now.atMs && now.atMs - atMs <= WINDOW_MS), now];
    const [first = now] = samples;
    const last = samples.at(-1) ?? now;
    const spanMs = last.atMs - first.atMs;
    if (spanMs < SHORTEST_MS || now.atMs - last.atMs > WINDOW_MS) return {};
    return { bytesPerSecond: ((last.receivedBytes - first.receivedBytes) / spanMs) * 1000 };
  };
}
