import { TOKENS_IN_ALL } from "./benchmark.ts";
import { median } from "../shared/median.ts";
import type { Benchmarked, Ran } from "./try-events.ts";

/** How long a benchmark will take without the load: as the last one did, else by the speed of the last runs. */
export function expectedMs(last: Benchmarked | undefined, runs: readonly Ran[]): number | undefined {
  if (last) return last.tookMs;
  const speed = median(runs.flatMap(({ tokensPerSecond }) => tokensPerSecond ?? []));
  return speed === undefined || speed <= 0 ? undefined : (TOKENS_IN_ALL / speed) * 1_000;
}
