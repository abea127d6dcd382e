import { done, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { ModelName } from "./model-name.ts";

/** Shows the details of a model that was chosen in the main panel, or what can be done with several. */
export async function chooseModel(
  { select }: ActionContext,
  { model, also = [] }: { readonly model: ModelName; readonly also?: readonly ModelName[] },
): Promise<ActionAnswer> {
  await select(model, "in-panel", also);
  return done();
}

/** Opens the main panel with the details of a model. */
export async function showDetails(
  { show, select }: ActionContext,
  { model }: { readonly model: ModelName },
): Promise<ActionAnswer> {
  await show.page("dashboard");
  await select(model, "elsewhere");
  return done();
}
