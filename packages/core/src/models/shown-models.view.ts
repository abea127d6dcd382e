import { type AppState, modelsOf } from "../app/state.ts";
import { isLeftover } from "./leftover.ts";
import { findLoaded, installedModels, usableModels } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { shortModelName } from "./short-name.view.ts";
import { unlistedModels } from "./unlisted.view.ts";

export type ShownModel =
  | { readonly isListed: true; readonly one: Model }
  | { readonly isListed: false; readonly one: LoadedModel };

/**
 * The models that have rows, in the order of every list: those that are loaded, also if they are not in the list of Ollama;
 * then the others, also while the service is stopped; then what deleted models left on the disk. A row moves only once its
 * model is loaded or unloaded, and not when that begins.
 */
export function shownModels(state: AppState): readonly ShownModel[] {
  const models = modelsOf(state);
  const isLoaded = ({ name }: Model): boolean => findLoaded(models, name) !== undefined;
  const usable = usableModels(models);
  const leftovers = installedModels(models).filter(({ name }) => isLeftover(name));
  const listed = (some: readonly Model[]) => byName(some).map((one) => ({ isListed: true, one }) as const);
  return [
    ...listed(usable.filter(isLoaded)),
    ...unlistedModels(state).map((one) => ({ isListed: false, one }) as const),
    ...listed(usable.filter((model) => !isLoaded(model))),
    ...listed(leftovers),
  ];
}

const collator = new Intl.Collator("en", { numeric: true });

/** By the name that a row shows; of two with the same one, by the whole name. */
const byName = (models: readonly Model[]): readonly Model[] =>
  models
    .map((model) => ({ model, short: shortModelName(model.name) }))
    .toSorted((a, b) => collator.compare(a.short, b.short) || collator.compare(a.model.name, b.model.name))
    .map(({ model }) => model);
