import * as v from "valibot";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { modelNameSchema } from "../models/model-name.ts";
import { findModel } from "../models/models.ts";
import type { Refusal } from "../shared/decision.ts";
import type { DataOf } from "../shared/described.ts";
import { languageSchema } from "../tries/prompt.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { callKindSchema, dialectSchema } from "./call-kinds.ts";
import { exampleCode } from "./example-code.ts";

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
  const found = exampleCode({
    ...hostFacts(state),
    models,
    model,
    headerNames: context.headerNames(host),
  }).find(
    ({ kind, dialect, language }) =>
      kind === asked.kind && dialect === asked.dialect && language === asked.language,
  );
  if (!found) return refused({ reason: "not-asked", problem: "untriable" });
  await context.show.document(found.code);
  return done();
}
