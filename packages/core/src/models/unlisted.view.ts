import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { describeLoaded } from "./loaded-words.view.ts";
import { findModel, wasDeleted, type Models } from "./models.ts";
import type { LoadedModel } from "./models-events.ts";
import { operationOn } from "./operations.ts";
import type { StateWords } from "./row-words.view.ts";

/**
 * The models in memory that the list, which is read anew for a model that it does not have, lacks: deleted ones keep their
 * memory until they expire (recording `ps-after-delete-loaded`), and compatible servers may load a model under another name.
 */
export function unlistedModels(state: AppState): readonly LoadedModel[] {
  const models = modelsOf(state);
  return models.list ? models.loaded.filter(({ name }) => !findModel(models, name)) : [];
}

export const describeUnlisted = ({ name }: LoadedModel, models: Models): string =>
  wasDeleted(models, name)
    ? l10n.t("Deleted, still loaded")
    : l10n.t("Loaded, but not in the list of models");

export function unlistedWords(loaded: LoadedModel, state: AppState, nowMs: number): StateWords {
  const word = describeUnlisted(loaded, modelsOf(state));
  const operation = operationOn(hostFacts(state).operations, loaded.name);
  return operation
    ? { kind: "busy", word, rest: l10n.t("unloading…") }
    : { kind: "loaded", word, rest: describeLoaded(loaded, nowMs) };
}
