import { type AppState, modelsOf } from "../app/state.ts";
import { comingModels, type ComingModel } from "./coming.view.ts";
import { isLeftover } from "./leftover.ts";
import type { ModelName } from "./model-name.ts";
import { findLoaded, installedModels, usableModels } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { shortModelName } from "./short-name.view.ts";
import { unlistedModels } from "./unlisted.view.ts";

export type ShownModel =
  | { readonly kind: "listed"; readonly one: Model }
  | { readonly kind: "unlisted"; readonly one: LoadedModel };
type Coming = { readonly kind: "coming"; readonly one: ComingModel };

/**
 * The models that have rows, in the order of every list: those that are loaded, also if they are not in the list of Ollama;
 * then the others, also while the service is stopped; then what deleted models left on the disk. A row moves only once its
 * model is loaded or unloaded, and not when that begins.
 */
export const shownModels = (state: AppState): readonly ShownModel[] => inOrder<ShownModel>(state, []);

/** The same with those that are coming in their places among the others, for a list that has room for them. */
export const shownAndComing = (state: AppState): readonly (ShownModel | Coming)[] =>
  inOrder<ShownModel | Coming>(
    state,
    comingModels(state).map((one) => ({ kind: "coming", one })),
  );

function inOrder<Shown extends ShownModel | Coming>(
  state: AppState,
  coming: readonly Shown[],
): readonly (Shown | ShownModel)[] {
  const models = modelsOf(state);
  const isLoaded = ({ name }: Model): boolean => findLoaded(models, name) !== undefined;
  const usable = usableModels(models);
  const leftovers = installedModels(models).filter(({ name }) => isLeftover(name));
  const listed = (some: readonly Model[]) => some.map((one) => ({ kind: "listed", one }) as const);
  return [
    ...byName(listed(usable.filter(isLoaded))),
    ...unlistedModels(state).map((one) => ({ kind: "unlisted", one }) as const),
    ...byName([...listed(usable.filter((model) => !isLoaded(model))), ...coming]),
    ...byName(listed(leftovers)),
  ];
}

const collator = new Intl.Collator("en", { numeric: true });

/** By the name that a row shows; of two with the same one, by the whole name. */
const byName = <Shown extends { readonly one: { readonly name: ModelName } }>(
  models: readonly Shown[],
): readonly Shown[] =>
  models
    .map((shown) => ({ shown, name: shown.one.name, short: shortModelName(shown.one.name) }))
    .toSorted((a, b) => collator.compare(a.short, b.short) || collator.compare(a.name, b.name))
    .map(({ shown }) => shown);
