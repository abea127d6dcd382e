import type { HostMemory } from "../fit/host-memory.ts";
import type { ModelName } from "../models/model-name.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { isRunWhole, neededFor, weightsOf } from "./run-whole.ts";

/** The one of these variants that most people want: the largest that runs whole on this host, else the smallest. */
export function preferredSize(
  memory: HostMemory,
  found: Pick<FoundModel, "capabilities">,
  variants: readonly ModelVariant[],
): ModelName | undefined {
  const bySize = variants
    .map((variant) => ({ model: variant.model, weights: weightsOf(variant, found) ?? Infinity }))
    .toSorted((a, b) => a.weights - b.weights);
  const whole = bySize.filter(({ weights }) => isRunWhole(neededFor(weights), memory));
  return (whole.at(-1) ?? bySize[0])?.model;
}
