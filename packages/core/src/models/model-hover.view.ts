import * as l10n from "@vscode/l10n";
import { type AppState, modelsOf } from "../app/state.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { bytes, capitalized, list, parameterSize, remarks } from "../ui/text/format.view.ts";
import { describeUncheckedModel, describeUpdate, updateStatus } from "../updates/updates.view.ts";
import { capabilityWord } from "./capability-word.view.ts";
import { capabilitiesOf, contextLengthOf, detailsOf, detailsStatusOf } from "./details.ts";
import { isLeftover } from "./leftover.ts";
import { describeLeftover, modelLabel } from "./leftover.view.ts";
import { describeLoaded } from "./loaded-words.view.ts";
import { describeOtherCopies } from "./model-facts.view.ts";
import type { ModelName } from "./model-name.ts";
import { countTokens, describeContext } from "./model-text.view.ts";
import { findLoaded, findModel } from "./models.ts";
import type { Model, ModelDetails } from "./models-events.ts";
import { describeUnlisted } from "./unlisted.view.ts";

/** The lines of a model's tooltip; those for its details are added once known. */
export function modelHover(state: AppState, name: ModelName, nowMs: number): readonly string[] {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const loaded = findLoaded(models, name);
  if (!model) return loaded ? [name, describeUnlisted(loaded, models), describeLoaded(loaded, nowMs)] : [];
  const details = detailsOf(models, model);
  const status = detailsStatusOf(models, model);
  const copies = describeOtherCopies(models, model);
  return [
    modelLabel(name),
    isLeftover(name) ? describeLeftover(models, model) : "",
    loaded ? remarks(l10n.t("Loaded"), describeLoaded(loaded, nowMs)) : "",
    loaded ? describeContext(loaded.contextLength, contextLengthOf(model, details)) : "",
    remarks(parameterSize(model.parameterSize), model.quantization, model.family, bytes(model.sizeBytes)),
    copies === "" ? "" : l10n.t("Other copies: {0}", copies),
    canDo(model, details),
    contextOf(model, details),
    capitalized(describeUpdate(updateStatus(state, model))),
    status?.kind === "failed" ? describeFailure(status.failure) : "",
    describeUncheckedModel(state, model),
  ].filter((line) => line !== "");
}

function canDo(model: Model, details: ModelDetails | undefined): string {
  const capabilities = capabilitiesOf(model, details) ?? [];
  return capabilities.length > 0 ? l10n.t("Capabilities: {0}", list(capabilities.map(capabilityWord))) : "";
}

function contextOf(model: Model, details: ModelDetails | undefined): string {
  const length = contextLengthOf(model, details);
  return length === undefined ? "" : l10n.t("Context: up to {0}", countTokens(length));
}
