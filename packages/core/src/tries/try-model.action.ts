import { modelsOf, type AppState } from "../app/state.ts";
import { isLeftover } from "../models/leftover.ts";
import { findModel } from "../models/models.ts";
import type { Refusal } from "../shared/decision.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Prompt } from "./prompt.ts";

/** Why a model cannot be tried at all. */
export function whyNotTried(state: AppState, { model }: Pick<Prompt, "model">): Refusal | undefined {
  if (isLeftover(model)) return { reason: "leftover", model };
  return findModel(modelsOf(state), model) ? undefined : { reason: "no-such-model", model };
}

/** Opens the main panel where a model is tried. */
export async function tryModel(
  { app, show, select }: ActionContext,
  { model }: Pick<Prompt, "model">,
): Promise<ActionAnswer> {
  const refusal = whyNotTried(app.state(), { model });
  if (refusal) return refused(refusal);
  await show.page("dashboard");
  await select(model, "to-try");
  return done();
}
