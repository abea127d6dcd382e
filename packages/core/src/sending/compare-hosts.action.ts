import * as l10n from "@vscode/l10n";
import { hostInSentence, hostName } from "../hosts/host-name.view.ts";
import { hostChoices } from "../hosts/host-rows.view.ts";
import type { HostId } from "../hosts/host.ts";
import type { Model } from "../models/models-events.ts";
import { toFailure, type Failure } from "../shared/failure.ts";
import {
  contextAt,
  dispatchAt,
  done,
  hostIn,
  refused,
  type ActionAnswer,
  type ActionContext,
} from "../ui/action.ts";
import { compareModels } from "./compare-models.ts";
import { copyBetween, whyNoOtherHost } from "./copy-to-host.action.ts";
import { comparisonChoices, comparisonTitle } from "./comparison.view.ts";

/** Shows what two hosts have in common and what not, and copies the model that the person chooses. */
export async function compareHosts(
  context: ActionContext,
  { with: given }: { readonly with?: HostId },
): Promise<ActionAnswer> {
  const { app, prompt } = context;
  const refusal = whyNoOtherHost(app.state());
  if (refusal) return refused(refusal);
  const first = hostIn(context);
  if (first === undefined) return refused({ reason: "no-host" });
  const second = given ?? (await askForHost(context, first));
  if (second === undefined) return refused({ reason: "declined" });
  const [here, there] = await Promise.all([read(context, first), read(context, second)]);
  for (const list of [here, there])
    if (list.failure) return refused({ reason: "not-comparable", host: list.name, failure: list.failure });
  const comparison = compareModels(here.models, there.models);
  const chosen = await prompt.choose({
    title: comparisonTitle([here, there]),
    placeholder:
      comparison.differences.length === 0
        ? l10n.t("{0} and {1} have the same models.", here.name, there.name)
        : l10n.t("Select a model to copy it to the other host"),
    choices: comparisonChoices(comparison, {
      first: hostInSentence(app.state(), first),
      second: hostInSentence(app.state(), second),
    }),
  });
  if (!chosen) return refused({ reason: "declined" });
  if (chosen.kind === "same") return done();
  const [from, to] = chosen.kind === "only-second" ? [second, first] : [first, second];
  return copyBetween(context, { model: chosen.model.name, from, to });
}

type ReadList = {
  /** The name of the host. */
  readonly name: string;
  readonly models: readonly Model[];
  readonly failure?: Failure;
};

/** Reads the models of a host; its views show them too, from then on. */
async function read(context: ActionContext, host: HostId): Promise<ReadList> {
  const { app, copies } = context;
  const name = hostName(app.state(), host);
  try {
    const models = await copies.models(host);
    await dispatchAt(contextAt(context, host), { type: "models.refresh" });
    return { name, models };
  } catch (error) {
    return { name, models: [], failure: toFailure(error) };
  }
}

const askForHost = ({ app, clock, prompt }: ActionContext, first: HostId): Promise<HostId | undefined> =>
  prompt.choose({
    title: l10n.t("Compare Hosts"),
    placeholder: l10n.t("Select the host to compare with {0}", hostInSentence(app.state(), first)),
    choices: hostChoices(app.state(), clock.now()).filter(({ value }) => value !== first),
  });
