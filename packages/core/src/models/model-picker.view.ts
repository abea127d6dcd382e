import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { ACTIONS, isOffered, whyNot, type ModelActionType } from "../ui/actions.ts";
import type { Choice } from "../ui/choice.ts";
import { modelRows } from "./model-tree.view.ts";
import type { ModelName } from "./model-name.ts";
import { usableModels } from "./models.ts";
import { whyNoModel } from "./no-model.ts";

/** The models that an action can be applied to. */
export const modelChoices = (
  state: AppState,
  nowMs: number,
  type: ModelActionType,
): readonly Choice<ModelName>[] =>
  modelRows(state, nowMs)
    .filter(({ key }) => isOffered(state, { type, model: key }))
    .map(({ key, name, about }) => ({ value: key, label: name, detail: about }));

/** Why there is no model to choose: what stands against the action on the first one stands against it on all. */
export function whyNoChoice(state: AppState, type: ModelActionType): Refusal {
  const models = modelsOf(state);
  const [first] = usableModels(models);
  return (
    ACTIONS[type].none?.(state) ??
    (first && whyNot(state, { type, model: first.name })) ??
    whyNoModel({ models, service: hostFacts(state).service }, { reason: "no-models" })
  );
}
