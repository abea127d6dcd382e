import { describeModel } from "../models/describe-model.action.ts";
import { done, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Asked } from "./prompt.ts";

/** Asks another model the same as this one from now on, or none. Whether both fit the memory follows from its details. */
export async function compareModels(
  context: ActionContext,
  { model, beside }: Pick<Asked, "model" | "beside">,
): Promise<ActionAnswer> {
  context.tries.compare(beside && { model, beside });
  if (beside !== undefined) await describeModel(context, beside);
  return done();
}
