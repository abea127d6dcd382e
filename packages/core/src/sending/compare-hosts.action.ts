import * as l10n from "@vscode/l10n";
import { hostInSentence, hostName } from "../hosts/host-name.view.ts";
import { hostChoices } from "../hosts/host-rows.view.ts";
import type { HostId } from "../hosts/host.ts";
import { toFailure } from "../shared/failure.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { compareModels } from "./compare-models.ts";
import { copyBetween, whyNoOtherHost } from "./copy-to-host.action.ts";
import { differenceChoices } from "./comparison.view.ts";

/** Shows what two hosts do not have in common, and copies the model that the person chooses. */
export async function compareHosts(
  context: ActionContext,
  { with: given }: { readonly with?: HostId },
): Promise<ActionAnswer> {
  const { app, prompt, copies, show } = context;
  const refusal = whyNoOtherHost(app.state());
  if (refusal) return refused(refusal);
  const first = hostIn(context);
  if (first === undefined) return refused({ reason: "no-host" });
  const second = given ?? (await askForHost(context, first));
  if (second === undefined) return refused({ reason: "declined" });
  const lists = await Promise.all([copies.models(first), copies.models(second)]).catch(toReadFailure);
  if ("failure" in lists) return refused({ reason: "not-comparable", failure: lists.failure });
  const names = { first: hostName(app.state(), first), second: hostName(app.state(), second) };
  const differences = compareModels(...lists);
  if (differences.length === 0) {
    show.mention(l10n.t("{0} and {1} have the same models.", names.first, names.second));
    return done();
  }
  const chosen = await prompt.choose({
    title: l10n.t("{0} and {1}", names.first, names.second),
    placeholder: l10n.t("Select a model to copy it to the other host"),
    choices: differenceChoices(differences, {
      first: hostInSentence(app.state(), first),
      second: hostInSentence(app.state(), second),
    }),
  });
  if (!chosen) return refused({ reason: "declined" });
  const [from, to] = chosen.kind === "only-second" ? [second, first] : [first, second];
  return copyBetween(context, { model: chosen.model.name, from, to });
}

const toReadFailure = (error: unknown) => ({ failure: toFailure(error) });

const askForHost = ({ app, clock, prompt }: ActionContext, first: HostId): Promise<HostId | undefined> =>
  prompt.choose({
    title: l10n.t("Compare Hosts"),
    placeholder: l10n.t("Select the host to compare with {0}", hostInSentence(app.state(), first)),
    choices: hostChoices(app.state(), clock.now()).filter(({ value }) => value !== first),
  });
