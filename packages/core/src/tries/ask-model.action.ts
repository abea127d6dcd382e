import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import { describeModel } from "../models/describe-model.action.ts";
import { detailsOf } from "../models/details.ts";
import { loadSettingsOf } from "../models/load-settings.ts";
import { findModel } from "../models/models.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import { whyLacked } from "../service/lacked-abilities.ts";
import { otherServerIn } from "../service/service.ts";
import { whyNotRunning } from "../service/why-not-running.ts";
import type { Refusal } from "../shared/decision.ts";
import { worstOf, type Outcome } from "../shared/outcome.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { lackOfBoth } from "./one-by-one.view.ts";
import { promptFor } from "./prompt-for.ts";
import type { Asked, Prompt } from "./prompt.ts";
import type { Begun } from "./tries.port.ts";
import { runRequestOf, type RunRequest } from "./run-request.ts";
import { trialOf, type Trial } from "./whether-tried.ts";
import { whyNotTried } from "./try-model.action.ts";
import { whyNotSent } from "./why-not-sent.ts";

/** Why a model cannot be asked this now. */
export function whyNotAsked(state: AppState, asked: Prompt): Refusal | undefined {
  return whyNotRunning(hostFacts(state).service) ?? whyNoRequest(state, asked);
}

/** Why no request can be made of this, whether Ollama runs or not. */
export const whyNoRequest = (state: AppState, asked: Prompt): Refusal | undefined =>
  whyNotTried(state, asked) ?? whyNotAnswered(state, asked) ?? whyNotSent(asked);

/** Why a model has no answer that could be shown. */
function whyNotAnswered(state: AppState, { model }: Pick<Prompt, "model">): Refusal | undefined {
  const trial = trialIn(state, { model });
  if (trial?.kind === "untriable") return { reason: "not-asked", problem: "untriable" };
  return trial?.endpoint === "/api/embed"
    ? whyLacked(otherServerIn(hostFacts(state).service), "embed")
    : undefined;
}

/** Sends the prompt, also to the model beside, if there is one; the outcome is the worst of theirs. */
export async function askModel(context: ActionContext, { beside, ...asked }: Asked): Promise<ActionAnswer> {
  await describeModel(context, asked.model);
  const other = beside && !isSameModel(beside, asked.model) ? beside : undefined;
  const second = other && promptIn(await describeModel(context, other), other, asked);
  const prompts = second ? [asked, second] : [asked];
  const refusal = prompts
    .map((one) => whyNotAsked(context.app.state(), one))
    .find((why) => why !== undefined);
  if (refusal) return refused(refusal);
  const host = hostIn(context);
  if (host === undefined) return refused({ reason: "no-host" });
  const requests = prompts.flatMap((prompt) => runOf(context.app.state(), prompt) ?? []);
  if (requests.length < prompts.length) return refused({ reason: "not-asked", problem: "untriable" });
  if (requests.some(({ model }) => context.tries.isAnswering({ host, model })))
    return refused(whyNotBegun("busy", host));
  const isOneByOne =
    second !== undefined && lackOfBoth(context.app.state(), [asked.model, second.model]) !== undefined;
  const runs: Promise<Outcome>[] = [];
  for (const request of requests) {
    const [before] = isOneByOne ? runs : [];
    const begun = context.tries.run({ host, ...request, ...(before && { after: before }) });
    if (begun.kind !== "running") return refused(whyNotBegun(begun.kind, host));
    runs.push(begun.ended);
  }
  return { accepted: true, completed: Promise.all(runs).then(worstOf) };
}

/** Why a request was not sent. */
export function whyNotBegun(kind: Exclude<Begun["kind"], "running">, host: HostId): Refusal {
  switch (kind) {
    case "busy":
      return { reason: "not-asked", problem: "still-answering" };
    case "not-watched":
      return { reason: "not-watched", host };
  }
}

function promptIn(state: AppState, name: ModelName, asked: Prompt): Prompt {
  const models = modelsOf(state);
  const model = findModel(models, name);
  return model ? promptFor(asked, model, detailsOf(models, model)) : { ...asked, model: name };
}

type ToRun = { readonly model: ModelName; readonly isRemote: boolean; readonly request: RunRequest };

function runOf(state: AppState, asked: Prompt): ToRun | undefined {
  const model = findModel(modelsOf(state), asked.model);
  const trial = trialIn(state, asked);
  if (!model || trial?.kind !== "asked") return undefined;
  const settings = loadSettingsOf(hostFacts(state).loadSettings, model.name);
  const isRemote = model.remoteHost !== undefined;
  return { model: model.name, isRemote, request: runRequestOf(asked, trial.endpoint, settings) };
}

/** Ends the answer of a model, and of the one beside; Ollama does not go on with them either. */
export async function stopAnswer(
  context: ActionContext,
  { model, beside }: Pick<Asked, "model" | "beside">,
): Promise<ActionAnswer> {
  const host = hostIn(context);
  if (host === undefined) return done();
  // The one beside first: else its turn would come.
  for (const one of [beside, model]) if (one) context.tries.stop({ host, model: one });
  return done();
}

export function trialIn(state: AppState, { model: name }: Pick<Prompt, "model">): Trial | undefined {
  const models = modelsOf(state);
  const model = findModel(models, name);
  return model && trialOf(model, detailsOf(models, model));
}
