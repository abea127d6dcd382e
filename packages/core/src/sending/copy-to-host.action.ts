import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { downloaded, idsIn } from "../downloads/request-download.action.ts";
import { readIfUnknown } from "../models/refresh-models.action.ts";
import { hostInSentence, hostName } from "../hosts/host-name.view.ts";
import { hostChoices } from "../hosts/host-rows.view.ts";
import type { HostId } from "../hosts/host.ts";
import { isLeftover } from "../models/leftover.ts";
import { findModel } from "../models/models.ts";
import type { Refusal } from "../shared/decision.ts";
import { isLocalName } from "../models/local-names.ts";
import type { ModelName } from "../models/model-name.ts";
import { contextAt, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { carryOut } from "../ui/carry-out.action.ts";
import type { CopyPlan } from "./copy-plan.ts";
import { describeCopy } from "./copy-question.view.ts";

/** A model of the action's host, and the host that gets it; absent: the person is asked. */
type CopyToHost = { readonly model: ModelName; readonly to?: HostId };

/** Copies a model to another host, and follows that to its end. */
export async function copyToHost(
  context: ActionContext,
  { model, to: given }: CopyToHost,
): Promise<ActionAnswer> {
  const refusal = whyNotToHost(context.app.state(), { model });
  if (refusal) return refused(refusal);
  const from = hostIn(context);
  if (from === undefined) return refused({ reason: "no-host" });
  const to = given ?? (await askForHost(context, { model, from }));
  return to === undefined ? refused({ reason: "declined" }) : copyBetween(context, { model, from, to });
}

type Route = { readonly model: ModelName; readonly from: HostId; readonly to: HostId };

/** Copies a model from any host to another one, which downloads it or is sent it. */
export async function copyBetween(context: ActionContext, { model, from, to }: Route): Promise<ActionAnswer> {
  const { app, copies, confirm } = context;
  await readIfUnknown(contextAt(context, from), model); // its details show where its files are
  const plan = await copies.plan(model, { from, to });
  if (plan.kind === "impossible")
    return refused({ reason: "not-copyable", model, failure: plan.failure, at: plan.at });
  if (plan.kind === "demo") return refused({ reason: "demo-model", model });
  if (plan.kind === "same")
    return refused({ reason: "same-model", model, host: hostInSentence(app.state(), to) });
  const words = describeCopy({
    plan,
    model,
    to: hostName(app.state(), to),
    toInSentence: hostInSentence(app.state(), to),
  });
  if (!(await confirm.confirm({ ...words, yes: l10n.t("Copy") }))) return refused({ reason: "declined" });
  return request(contextAt(context, to), { model, from, plan });
}

type Planned = {
  readonly model: ModelName;
  readonly from: HostId;
  readonly plan: Extract<CopyPlan, { kind: "pull" | "send" }>;
};

function request(context: ActionContext, { model, from, plan }: Planned): Promise<ActionAnswer> {
  const { kind, layers } = plan;
  const id = context.newDownloadId();
  const names = hostFacts(context.app.state(), from).localNames;
  const origin = { host: from, ...(isLocalName(names, model) && { isLocalName: true }) };
  return carryOut(
    context,
    {
      type: "download.request",
      id,
      model,
      ...(layers && { layers }),
      ...(kind === "send" && { from: origin }),
    },
    (events) => downloaded(idsIn(events)[0] ?? id),
  );
}

const askForHost = (
  { app, clock, prompt }: ActionContext,
  { model, from }: { readonly model: ModelName; readonly from: HostId },
): Promise<HostId | undefined> =>
  prompt.choose({
    title: l10n.t("Copy “{0}”", model),
    placeholder: l10n.t("Select the host that gets a copy"),
    choices: hostChoices(app.state(), clock.now()).filter(({ value }) => value !== from),
  });

/** Why there is no other host. */
export const whyNoOtherHost = (state: AppState): Refusal | undefined =>
  state.facts.watched.some(({ host }) => host !== hostOf(state)) ? undefined : { reason: "only-host" };

/** Why a model of the host that the window shows cannot be copied, as far as that is known at once. */
export function whyNotToHost(state: AppState, { model }: Pick<CopyToHost, "model">): Refusal | undefined {
  const otherwise = whyNoOtherHost(state);
  if (otherwise) return otherwise;
  if (!findModel(modelsOf(state), model)) return { reason: "no-such-model", model };
  return isLeftover(model) ? { reason: "leftover", model } : undefined;
}
