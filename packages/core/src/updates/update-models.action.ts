import * as l10n from "@vscode/l10n";
import { decideHere } from "../app/decide.ts";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { NEW_DOWNLOAD } from "../downloads/download-id.ts";
import { requestDownload } from "../downloads/request-download.action.ts";
import { findModel } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import { whyNotRunning } from "../service/why-not-running.ts";
import type { Refusal } from "../shared/decision.ts";
import { worstOf } from "../shared/outcome.ts";
import { refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { outdatedModel, outdatedModels, updateQuestion, type OutdatedModel } from "./updates.view.ts";

/** The model to update, or several; absent: all outdated ones. */
type Which = { readonly model?: ModelName; readonly models?: readonly ModelName[] };

/** Why no model can be updated now. */
export function whyNoUpdate(state: AppState, which: Which): Refusal | undefined {
  const refusals = outdated(state, which).map((one) => whyNot(state, one));
  if (refusals.length === 0) return whyNotRunning(hostFacts(state).service) ?? { reason: "no-updates" };
  return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
}

/** The question to ask first: an update replaces local changes under the same name. */
export function askToUpdate({ app }: ActionContext, which: Which): Question {
  const { question, detail } = updateQuestion(updatable(app.state(), which));
  return { text: question, detail, yes: l10n.t("Update") };
}

/** Downloads the newer versions, and follows each download to its end. */
export async function updateModels(context: ActionContext, which: Which): Promise<ActionAnswer> {
  const state = context.app.state();
  const why = whyNoUpdate(state, which);
  if (why) return refused(why);
  const answers = await Promise.all(
    updatable(state, which).map(({ model, layers }) => requestDownload(context, { model, layers })),
  );
  const no = answers.find(({ accepted }) => !accepted);
  if (no) return no;
  const completed = answers.flatMap((answer) => (answer.accepted ? [answer.completed] : []));
  return { accepted: true, completed: Promise.all(completed).then(worstOf) };
}

function outdated(state: AppState, { model, models }: Which): readonly OutdatedModel[] {
  const names = model === undefined ? models : [model];
  if (names === undefined) return outdatedModels(state);
  return names
    .flatMap((name) => findModel(modelsOf(state), name) ?? [])
    .flatMap((found) => outdatedModel(state, found) ?? []);
}

/** The outdated models that are not being downloaded yet. */
const updatable = (state: AppState, which: Which): readonly OutdatedModel[] =>
  outdated(state, which).filter((one) => whyNot(state, one) === undefined);

/** What is installed, and so what is outdated, is known only while Ollama runs. */
const whyNot = (state: AppState, { model }: OutdatedModel): Refusal | undefined =>
  whyNotRunning(hostFacts(state).service) ??
  refusalOf(decideHere(state, { type: "download.request", id: NEW_DOWNLOAD, model }));
