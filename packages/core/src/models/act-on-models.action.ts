import { decideHere } from "../app/decide.ts";
import type { AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { worstOf, type Outcome } from "../shared/outcome.ts";
import { refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { askToUpdate, updateModels, whyNoUpdate } from "../updates/update-models.action.ts";
import { askToLoadAll } from "../fit/ask-to-load.action.ts";
import { askToDeleteAll } from "./delete-models.action.ts";
import type { ModelAct } from "./model-acts.ts";
import type { ModelName } from "./model-name.ts";
import { operateOn } from "./operate-on-model.action.ts";

/** `models` may name some that do not allow it: they are left out. */
type Which = { readonly act: ModelAct; readonly models: readonly ModelName[] };

/** Why none of the models allows it. */
export function whyNotOnAny(state: AppState, which: Which): Refusal | undefined {
  const refusals = which.models.map((model) => whyNotOn(state, which.act, model));
  if (refusals.length === 0) return { reason: "no-models" };
  return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
}

/** Those of the models that allow it. */
const allowing = (state: AppState, { act, models }: Which): readonly ModelName[] =>
  models.filter((model) => whyNotOn(state, act, model) === undefined);

function whyNotOn(state: AppState, act: ModelAct, model: ModelName): Refusal | undefined {
  switch (act) {
    case "update":
      return whyNoUpdate(state, { model });
    case "load":
    case "unload":
    case "delete":
      return refusalOf(decideHere(state, { type: `model.${act}`, model }));
  }
}

export async function askBeforeActing(context: ActionContext, which: Which): Promise<Question | undefined> {
  const models = allowing(context.app.state(), which);
  switch (which.act) {
    case "update":
      return askToUpdate(context, { models });
    case "delete":
      return askToDeleteAll(context, models);
    case "load":
      return askToLoadAll(context, models);
    case "unload":
      return undefined;
  }
}

/** `shown` is the state of the question: only what it was about is done. */
export async function actOnModels(
  context: ActionContext,
  which: Which,
  shown: AppState,
): Promise<ActionAnswer> {
  const models = allowing(shown, which);
  const { act } = which;
  if (act === "update") return updateModels(context, { models });
  const [first, ...others] = models;
  if (first === undefined) return refused({ reason: "no-models" });
  const answer = await operateOn(context, { type: `model.${act}`, model: first });
  if (!answer.accepted) return answer;
  return { accepted: true, completed: oneAfterAnother(context, act, [answer, others]) };
}

/** In turn, since models may share layers, and would have to share the memory while they are loaded. */
async function oneAfterAnother(
  context: ActionContext,
  act: Exclude<ModelAct, "update">,
  [first, others]: readonly [Extract<ActionAnswer, { accepted: true }>, readonly ModelName[]],
): Promise<Outcome> {
  const outcomes = [await first.completed];
  for (const model of others) {
    const answer = await operateOn(context, { type: `model.${act}`, model });
    if (answer.accepted) outcomes.push(await answer.completed);
  }
  return worstOf(outcomes);
}
