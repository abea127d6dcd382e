import type { HostMemory } from "../fit/host-memory.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { isRunWhole, neededFor, weightsOf } from "./run-whole.ts";

/** What a person looks for a model for. */
const USES = ["chat", "thinking", "vision", "tools", "code", "embedding"] as const;
export type Use = (typeof USES)[number];

/** A found model with its variants, the most downloaded first. */
export type Candidate = { readonly found: FoundModel; readonly variants: readonly ModelVariant[] };

/** A model that this machine can run, in the largest variant that fits, and what it is among the best for. */
export type Runnable = {
  readonly found: FoundModel;
  readonly variant: ModelVariant;
  readonly uses: readonly Use[];
  /** About how much memory it takes. */
  readonly neededBytes: number;
};

/** So many are named for each use. */
const BEST = 2;
/** A model that is not much smaller than the largest that fits may be as good; of these, the most downloaded are named. */
const NEARLY_AS_LARGE = 0.75;

/** The best models for each use that fit the memory; none if the memory is not known. */
export function runnableOn(memory: HostMemory, candidates: readonly Candidate[]): readonly Runnable[] {
  const fitting = candidates.flatMap((candidate) => largestThatFits(memory, candidate) ?? []);
  const best = new Map<string, Runnable>();
  for (const use of USES)
    for (const one of bestFor(use, fitting)) {
      const known = best.get(one.variant.model);
      best.set(one.variant.model, { ...one, uses: [...(known?.uses ?? []), use] });
    }
  return [...best.values()];
}

function bestFor(use: Use, fitting: readonly Runnable[]): readonly Runnable[] {
  const able = fitting.filter(({ found }) => isFor(use, found));
  const largest = Math.max(0, ...able.map(({ neededBytes }) => neededBytes));
  return able.filter(({ neededBytes }) => neededBytes >= largest * NEARLY_AS_LARGE).slice(0, BEST);
}

function isFor(use: Use, { name, description, capabilities }: FoundModel): boolean {
  const isEmbedder = capabilities.includes("embedding");
  switch (use) {
    case "chat":
      return !isEmbedder;
    case "code":
      return !isEmbedder && /cod(e|er|ing)\b/i.test(`${name} ${description}`);
    case "thinking":
    case "vision":
    case "tools":
    case "embedding":
      return capabilities.includes(use);
  }
}

function largestThatFits(memory: HostMemory, { found, variants }: Candidate): Runnable | undefined {
  return variants
    .flatMap((variant) => {
      const weights = weightsOf(variant, found);
      if (weights === undefined || variant.problem) return [];
      const neededBytes = neededFor(weights);
      return isRunWhole(neededBytes, memory) ? [{ found, variant, uses: [], neededBytes }] : [];
    })
    .toSorted((a, b) => b.neededBytes - a.neededBytes)[0];
}
