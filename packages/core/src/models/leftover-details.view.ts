import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { isRunning } from "../service/service.ts";
import { actionOf } from "../ui/actions.ts";
import { ago } from "../ui/text/format.view.ts";
import { describeLeftover, modelLabel, shortDigest } from "./leftover.view.ts";
import { NO_MORE_DETAILS, type ModelDetailsView } from "./model-details.view.ts";
import type { Model } from "./models-events.ts";
import { operationOn } from "./operations.ts";
import { stateWords } from "./row-words.view.ts";

/** The details of converted weights that no model has any more: they are only there to be deleted. */
export function leftoverDetailsView(state: AppState, model: Model, nowMs: number): ModelDetailsView {
  const { name, modifiedAtMs, runner = "" } = model;
  const { service, operations } = hostFacts(state);
  const { word, rest } = stateWords(model, state, nowMs);
  const isOff = operationOn(operations, name) !== undefined;
  const facts = [
    { label: l10n.t("Modified"), value: modifiedAtMs > 0 ? ago(modifiedAtMs, nowMs) : "" },
    { label: l10n.t("Runner"), value: runner },
    { label: l10n.t("Digest"), value: shortDigest(model) },
  ];
  return {
    ...NO_MORE_DETAILS,
    key: name,
    name: modelLabel(name),
    state: word,
    now: rest,
    facts: facts.filter(({ value }) => value !== ""),
    remark: { text: describeLeftover(modelsOf(state), model), tone: "quiet" },
    actions: isRunning(service) ? [{ ...actionOf({ type: "model.delete", model: name }), isOff }] : [],
  };
}
