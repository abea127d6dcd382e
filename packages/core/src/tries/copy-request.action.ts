import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { shownUrl } from "../hosts/endpoint.ts";
import { describeModel } from "../models/describe-model.action.ts";
import { loadSettingsOf } from "../models/load-settings.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Refusal } from "../shared/decision.ts";
import { trialIn, whyNoRequest } from "./ask-model.action.ts";
import type { PromptIn } from "./prompt.ts";
import { requestIn } from "./request-code.ts";
import { runRequestOf } from "./run-request.ts";

/** Why a request cannot be copied. */
export function whyNotCopied(state: AppState, asked: PromptIn): Refusal | undefined {
  if (!hostFacts(state).service.endpoint) return { reason: "no-address" };
  return whyNoRequest(state, asked);
}

/** Copies the request that a prompt becomes. What it says is not repeated on the screen. */
export async function copyRequest(context: ActionContext, asked: PromptIn): Promise<ActionAnswer> {
  const state = await describeModel(context, asked.model);
  const refusal = whyNotCopied(state, asked);
  if (refusal) return refused(refusal);
  const { endpoint } = hostFacts(state).service;
  const trial = trialIn(state, asked);
  if (!endpoint) return refused({ reason: "no-address" });
  if (trial?.kind !== "asked") return refused({ reason: "not-asked", problem: "untriable" });
  const url = shownUrl(endpoint, trial.endpoint);
  const settings = loadSettingsOf(hostFacts(state).loadSettings, asked.model);
  await context.show.copy(requestIn(asked.language, url, runRequestOf(asked, trial.endpoint, settings)));
  context.show.mention(l10n.t("Copied the request"));
  return done();
}
