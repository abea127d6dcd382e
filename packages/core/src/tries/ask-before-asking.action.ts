import { askToLoad } from "../fit/ask-to-load.action.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { lackOfBoth } from "./one-by-one.view.ts";
import type { Asked } from "./prompt.ts";

/** What to ask before a prompt loads a model. That two models take each other's place was said where they were chosen. */
export async function askBeforeAsking(
  context: ActionContext,
  { model, beside }: Pick<Asked, "model" | "beside">,
): Promise<Question | undefined> {
  const question = await askToLoad(context, model);
  if (question || beside === undefined || lackOfBoth(context.app.state(), [model, beside])) return question;
  return askToLoad(context, beside);
}
