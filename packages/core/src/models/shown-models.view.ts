import { type AppState, modelsOf } from "../app/state.ts";
import { isLeftover } from "./leftover.ts";
import { installedModels, usableModels } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { shortModelName } from "./short-name.view.ts";
import { unlistedModels } from "./unlisted.view.ts";

export type ShownModel =
  | { readonly isListed: true; readonly one: Model }
  | { readonly isListed: false; readonly one: LoadedModel };

/**
 * The models that have rows: those of the list sorted by name, also while the service is stopped; then those that are
 * loaded but not listed, and what deleted models left on the disk.
 */
export function shownModels(state: AppState): readonly ShownModel[] {
  const models = modelsOf(state);
  const leftovers = installedModels(models).filter(({ name }) => isLeftover(name));
  const listed = (some: readonly Model[]) => byName(some).map((one) => ({ isListed: true, one }) as const);
  return [
    ...listed(usableModels(models)),
    ...unlistedModels(state).map((one) => ({ isListed: false, one }) as const),
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
