import * as v from "valibot";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { modelNameSchema } from "../models/model-name.ts";
import { findModel } from "../models/models.ts";
import type { Refusal } from "../shared/decision.ts";
import type { DataOf } from "../shared/described.ts";
import { languageSchema } from "../tries/prompt.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { callKindSchema, callKindsOf, dialectSchema } from "./call-kinds.ts";
import { exampleOf } from "./example-code.ts";

/** An example of the API tab. */
export const exampleSchema = v.object({
  model: modelNameSchema,
  kind: callKindSchema,
  dialect: dialectSchema,
  language: languageSchema,
});
type Example = DataOf<typeof exampleSchema>;

export const whyNoExample = (state: AppState, { model }: Pick<Example, "model">): Refusal | undefined =>
  findModel(modelsOf(state), model) ? undefined : { reason: "no-such-model", model };

/** Opens an example in an editor. */
export async function openCode(context: ActionContext, asked: Example): Promise<ActionAnswer> {
  const state = context.app.state();
  const models = modelsOf(state);
  const model = findModel(models, asked.model);
  const host = hostIn(context);
  if (!model || host === undefined) return refused({ reason: "no-such-model", model: asked.model });
  const { service } = hostFacts(state);
  const kinds = callKindsOf(models, model);
  const code =
    typeof kinds !== "string" && kinds.includes(asked.kind)
      ? exampleOf({ service, model, headerNames: context.headerNames(host) }, asked)
      : undefined;
  if (code === undefined) return refused({ reason: "not-asked", problem: "untriable" });
  await context.show.document(code);
  return done();
}
