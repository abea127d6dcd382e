import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { describeModel } from "../models/describe-model.action.ts";
import { detailsOf } from "../models/details.ts";
import { loadSettingsOf } from "../models/load-settings.ts";
import { findModel } from "../models/models.ts";
import { whyLacked } from "../service/other-server.ts";
import { isRunning, otherServerIn } from "../service/service.ts";
import type { Refusal } from "../shared/decision.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Prompt } from "./prompt.ts";
import { runRequestOf } from "./run-request.ts";
import { trialOf, type Trial } from "./whether-tried.ts";
import { whyNotTried } from "./try-model.action.ts";
import { whyNotSent } from "./why-not-sent.ts";

/** Why a model cannot be asked this now. */
export function whyNotAsked(state: AppState, asked: Prompt): Refusal | undefined {
  if (!isRunning(hostFacts(state).service)) return { reason: "not-running" };
  return whyNotTried(state, asked) ?? whyNotAnswered(state, asked) ?? whyNotSent(asked);
}

/** Why a model has no answer that could be shown. */
export function whyNotAnswered(state: AppState, { model }: Pick<Prompt, "model">): Refusal | undefined {
  const trial = trialIn(state, { model });
  if (trial?.kind === "untriable") return { reason: "not-asked", problem: "untriable" };
  return trial?.endpoint === "/api/embed"
    ? whyLacked(otherServerIn(hostFacts(state).service), "embed")
    : undefined;
}

/** Sends the prompt; the outcome is that of its run. */
export async function askModel(context: ActionContext, asked: Prompt): Promise<ActionAnswer> {
  const state = await describeModel(context, asked.model);
  const refusal = whyNotAsked(state, asked);
  if (refusal) return refused(refusal);
  const host = hostIn(context);
  if (host === undefined) return refused({ reason: "no-host" });
  const model = findModel(modelsOf(state), asked.model);
  const trial = trialIn(state, asked);
  if (!model || trial?.kind !== "asked") return refused({ reason: "not-asked", problem: "untriable" });
  const settings = loadSettingsOf(hostFacts(state).loadSettings, model.name);
  const request = runRequestOf(asked, trial.endpoint, settings);
  const isRemote = model.remoteHost !== undefined;
  const completed = context.tries.run({ host, model: model.name, isRemote, request });
  return completed
    ? { accepted: true, completed }
    : refused({ reason: "not-asked", problem: "still-answering" });
}

/** Ends the answer of a model; Ollama does not go on with it either. */
export async function stopAnswer(
  context: ActionContext,
  { model }: Pick<Prompt, "model">,
): Promise<ActionAnswer> {
  const host = hostIn(context);
  if (host !== undefined) context.tries.stop({ host, model });
  return done();
}

export function trialIn(state: AppState, { model: name }: Pick<Prompt, "model">): Trial | undefined {
  const models = modelsOf(state);
  const model = findModel(models, name);
  return model && trialOf(model, detailsOf(models, model));
}
