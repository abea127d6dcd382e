import { describeModel } from "../models/describe-model.action.ts";
import { done, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Asked } from "./prompt.ts";

/** Asks another model the same from now on, or none. Whether both fit the memory follows from its details. */
export async function compareModels(
  context: ActionContext,
  { beside }: Pick<Asked, "beside">,
): Promise<ActionAnswer> {
  context.tries.compareWith(beside);
  if (beside !== undefined) await describeModel(context, beside);
  return done();
}
