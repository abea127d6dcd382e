import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { actionOf, isOffered, type Action } from "../ui/actions.ts";
import { bytes, grouped, list, remarks } from "../ui/text/format.view.ts";
import { isRunning } from "../service/service.ts";
import { MODEL_ACTS, type ModelAct } from "./model-acts.ts";
import { comingBytes } from "./coming.view.ts";
import { detailsKey } from "./details-key.ts";
import { modelLabel } from "./leftover.view.ts";
import { findModel } from "./models.ts";
import { modelKey, type ModelName } from "./model-name.ts";
import type { SelectedModel } from "./selected-model.ts";
import { shownAndComing } from "./shown-models.view.ts";

/** What can be done with several selected models. */
export type SeveralModelsView = {
  /** "3 models · 12.4 GB" */
  readonly title: string;
  readonly names: readonly string[];
  readonly actions: readonly Action[];
};

export function severalModelsView(
  state: AppState,
  { model, also = [] }: SelectedModel,
): SeveralModelsView | null {
  const models = modelsOf(state);
  const selected = new Set([model, ...also].map(modelKey));
  if (selected.size < 2) return null;
  const shown = shownAndComing(state).filter(({ one }) => selected.has(modelKey(one.name)));
  if (shown.length < 2) return null;
  const names = shown.map(({ one }) => one.name);
  const installed = names.flatMap((name) => findModel(models, name) ?? []);
  // Names of one model share all of its layers.
  const sizes = new Map(
    installed.map((one) => [detailsKey(one), one.remoteHost === undefined ? one.sizeBytes : 0]),
  );
  const coming = shown.map((row) => (row.kind === "coming" ? comingBytes(row.one, state) : 0));
  const sum = [...sizes.values(), ...coming].reduce((total, size) => total + size, 0);
  return {
    title: remarks(l10n.t("{0} models", grouped(names.length)), sum > 0 && bytes(sum)),
    names: names.map(modelLabel),
    actions: isRunning(hostFacts(state).service)
      ? MODEL_ACTS.flatMap((act) =>
          actOn(
            act,
            names.filter((name) => isOffered(state, { type: `model.${act}`, model: name })),
            names.length,
          ),
        )
      : [],
  };
}

/** Names the models in its tooltip where it is not about all that are selected. */
function actOn(act: ModelAct, models: readonly ModelName[], selectedCount: number): readonly Action[] {
  if (models.length === 0) return [];
  const action = actionOf({ type: "models.act", act, models }, labelOf(act, models.length));
  return [models.length === selectedCount ? action : { ...action, tooltip: list(models.map(modelLabel)) }];
}

function labelOf(act: ModelAct, count: number): string {
  switch (act) {
    case "load":
      return l10n.t("Load {0}", count);
    case "unload":
      return l10n.t("Unload {0}", count);
    case "update":
      return l10n.t("Update {0}…", count);
    case "delete":
      return l10n.t("Delete {0}…", count);
  }
}
