import { withCopyInUse } from "./copies.ts";
import { detailsOf, type AllDetails } from "./details.ts";
import type { Model } from "./models-events.ts";

/** The models, each with the copy that Ollama says it uses, where its details tell it (docs/ollama.md §8.3). */
export function withCopiesInUse(models: readonly Model[], details: AllDetails): readonly Model[] {
  const chosen = models.map((model) => {
    const inUse = model.copies && detailsOf({ details }, model)?.copyInUse;
    return inUse === undefined ? model : withCopyInUse(model, inUse);
  });
  return chosen.some((model, index) => model !== models[index]) ? chosen : models;
}
