import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { describeModel } from "../models/describe-model.action.ts";
import { loadSettingsOf } from "../models/load-settings.ts";
import { findModel } from "../models/models.ts";
import { versionOf } from "../service/service.ts";
import { whyNotRunning } from "../service/why-not-running.ts";
import type { Refusal } from "../shared/decision.ts";
import { hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { trialIn, whyNotBegun } from "./ask-model.action.ts";
import { benchmarkRequest } from "./benchmark.ts";
import type { Prompt } from "./prompt.ts";
import { whyNotTried } from "./try-model.action.ts";
import { writingEndpoint } from "./whether-tried.ts";

const notMeasurable: Refusal = { reason: "not-asked", problem: "not-measurable" };

/** Why the speed of a model cannot be measured now. */
export function whyNotMeasured(state: AppState, measured: Pick<Prompt, "model">): Refusal | undefined {
  const { service } = hostFacts(state);
  const refusal = whyNotRunning(service) ?? whyNotTried(state, measured);
  if (refusal) return refusal;
  const model = findModel(modelsOf(state), measured.model);
  const isHere = model !== undefined && model.remoteHost === undefined;
  return isHere && writingEndpoint(trialIn(state, measured)) !== undefined ? undefined : notMeasurable;
}

/** Measures a model; the outcome is that of the benchmark. */
export async function runBenchmark(
  context: ActionContext,
  { model }: Pick<Prompt, "model">,
): Promise<ActionAnswer> {
  const state = await describeModel(context, model);
  const refusal = whyNotMeasured(state, { model });
  const [host, endpoint] = [hostIn(context), writingEndpoint(trialIn(state, { model }))];
  if (refusal) return refused(refusal);
  if (host === undefined) return refused({ reason: "no-host" });
  const found = findModel(modelsOf(state), model);
  if (!found || !endpoint) return refused(notMeasurable);
  const settings = loadSettingsOf(hostFacts(state).loadSettings, found.name);
  const begun = context.tries.benchmark({
    host,
    model: found.name,
    version: versionOf(hostFacts(state).service),
    request: benchmarkRequest(found.name, endpoint, settings),
  });
  return begun.kind === "running"
    ? { accepted: true, completed: begun.ended }
    : refused(whyNotBegun(begun.kind, host));
}
