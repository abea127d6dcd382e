import type { AppState } from "../app/state.ts";
import { isOffered, type ModelActionType } from "../ui/actions.ts";
import type { Choice } from "../ui/choice.ts";
import { modelRows } from "./model-tree.view.ts";
import type { ModelName } from "./model-name.ts";

/** The models that an action can be applied to. */
export const modelChoices = (
  state: AppState,
  nowMs: number,
  type: ModelActionType,
): readonly Choice<ModelName>[] =>
  modelRows(state, nowMs)
    .filter(({ key }) => isOffered(state, { type, model: key }))
    .map(({ key, name, about }) => ({ value: key, label: name, detail: about }));
