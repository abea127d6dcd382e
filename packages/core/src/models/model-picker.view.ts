import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts } from "../app/state.ts";
import type { ModelName } from "./model-name.ts";
import { isRunning } from "../service/service.ts";
import { modelRows, type ModelRow } from "./model-list.view.ts";
import { describeRefusal, plainRefusal, type RefusalView } from "../ui/text/refusal.view.ts";
import { start } from "../service/service.view.ts";

/** One model to choose from. */
export type ModelChoice = { readonly model: ModelName; readonly label: string; readonly detail: string };

/** What a model is chosen for. */
export type ModelPurpose = "any" | "load" | "unload" | "update";

const FITS: Readonly<Record<ModelPurpose, (row: ModelRow) => boolean>> = {
  any: () => true,
  load: ({ kind }) => kind === "idle",
  unload: ({ kind }) => kind === "loaded",
  update: ({ isOutdated }) => isOutdated,
};

/** The models for which a thing can be done: to unload one, it must be loaded. */
export const modelChoices = (
  state: AppState,
  nowMs: number,
  purpose: ModelPurpose = "any",
): readonly ModelChoice[] =>
  modelRows(state, nowMs)
    .filter(FITS[purpose])
    .map(({ key, label, detail }) => ({ model: key, label, detail }));

/** Why there is no model to choose, and what to do instead. */
export function whyNoModel(state: AppState, purpose: ModelPurpose): RefusalView {
  const { service } = hostFacts(state);
  if ((purpose === "load" || purpose === "unload") && !isRunning(service))
    return plainRefusal(describeRefusal({ reason: "not-running" }), [start()]);
  if (modelChoices(state, 0).length === 0)
    return plainRefusal(l10n.t("There are no models. Start Ollama, or add a model."));
  switch (purpose) {
    case "any":
    case "load":
      return plainRefusal(l10n.t("Every model is already loaded or runs in the cloud."));
    case "unload":
      return plainRefusal(l10n.t("No model is loaded."));
    case "update":
      return noUpdates();
  }
}

/** That no update is known, and how to find one. */
export const noUpdates = (): RefusalView =>
  plainRefusal(l10n.t("No updates have been found yet. Check for updates first."), [
    { label: l10n.t("Check for Updates"), ask: { type: "updates.check" } },
  ]);
