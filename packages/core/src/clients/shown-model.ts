import { quickestModel } from "../models/answer-endpoint.ts";
import { usableModels, type Models } from "../models/models.ts";
import type { Model } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";

/** The model that the API tab is about: the chosen one, else the one that would answer first. */
export function shownModel(models: Models, chosen: ModelName | undefined): Model | undefined {
  const usable = usableModels(models);
  return (
    usable.find(({ name }) => name === chosen) ?? quickestModel(usable, models.loaded) ?? usable[0] // in the cloud
  );
}
