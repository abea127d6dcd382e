import * as l10n from "@vscode/l10n";
import { decideHere, type AppState } from "../app/state.ts";
import { NEW_DOWNLOAD } from "../downloads/download-id.ts";
import { requestDownload } from "../downloads/request-download.action.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Refusal } from "../shared/decision.ts";
import { worstOf } from "../shared/outcome.ts";
import { refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { outdatedModel, outdatedModels, updateQuestion, type OutdatedModel } from "./updates.view.ts";

/** Which models to update: one, or all that are outdated. */
type Which = { readonly model?: ModelName };

/** Why there is nothing to update, or why none of it can be updated now. */
export function whyNoUpdate(state: AppState, which: Which): Refusal | undefined {
  const refusals = outdated(state, which).map((one) => whyNot(state, one));
  if (refusals.length === 0) return { reason: "no-updates" };
  return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
}

/** What is asked first: an update takes the place of what was changed under the same name. */
export function askToUpdate({ app }: ActionContext, which: Which): Question {
  const { question, detail } = updateQuestion(updatable(app.state(), which));
  return { text: question, detail, yes: l10n.t("Update") };
}

/** Downloads what is newer, until all of it is there. */
export async function updateModels(context: ActionContext, which: Which): Promise<ActionAnswer> {
  const answers = await Promise.all(
    updatable(context.app.state(), which).map(({ model, layers }) =>
      requestDownload(context, { model, layers }),
    ),
  );
  const no = answers.find(({ accepted }) => !accepted);
  if (no) return no;
  const completed = answers.flatMap((answer) => (answer.accepted ? [answer.completed] : []));
  if (completed.length === 0) return refused({ reason: "no-updates" });
  return { accepted: true, completed: Promise.all(completed).then(worstOf) };
}

const outdated = (state: AppState, { model }: Which): readonly OutdatedModel[] =>
  model === undefined ? outdatedModels(state) : outdatedModel(state, model);

/** Those that are not being downloaded already. */
const updatable = (state: AppState, which: Which): readonly OutdatedModel[] =>
  outdated(state, which).filter((one) => whyNot(state, one) === undefined);

const whyNot = (state: AppState, { model }: OutdatedModel): Refusal | undefined =>
  refusalOf(decideHere(state, { type: "download.request", id: NEW_DOWNLOAD, model }));
