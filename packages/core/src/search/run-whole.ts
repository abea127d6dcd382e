import type { HostMemory } from "../fit/host-memory.ts";
import { roomOf, verdictOn } from "../fit/verdict.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { roughBytes } from "./rough-size.ts";

/** The weights of a variant, roughly by its label if no size is told. */
export const weightsOf = (
  { label, sizeBytes }: ModelVariant,
  { capabilities }: Pick<FoundModel, "capabilities">,
): number | undefined => sizeBytes ?? roughBytes(label, capabilities);

/** About what a model takes with a usual context: its weights, a sixth of them for cache and buffers, and a little more. */
export const neededFor = (weights: number): number => Math.round((weights * 7) / 6 + 300e6);

/** A CPU reads all of a model from memory for each token: a larger one answers more slowly than most people read. */
const MOST_ON_CPU = 8e9;

/** Whether all of it is where it runs best, and runs well there. */
export function isRunWhole(needed: number, memory: HostMemory): boolean {
  const { kind } = verdictOn(needed, memory);
  return kind === "fits" || (kind === "cpu-only" && needed <= Math.min(MOST_ON_CPU, roomOf(memory) ?? 0));
}
