import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { readModels } from "../models/refresh-models.action.ts";
import { isRunning } from "../service/service.ts";
import { contextAt, done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { modelOnHostChoices } from "./all-models.view.ts";
import { hostChoices } from "./host-rows.view.ts";

/** Lists the models of all hosts, reads them anew first, and shows the chosen one on a host that has it. */
export async function findOnHosts(context: ActionContext): Promise<ActionAnswer> {
  const { app, clock, prompt, select } = context;
  const { watched } = app.state().facts;
  if (watched.length < 2) return refused({ reason: "only-host" });
  const running = watched.filter(({ host }) => isRunning(hostFacts(app.state(), host).service));
  await Promise.all(running.map(({ host }) => readModels(contextAt(context, host))));
  const choices = modelOnHostChoices(app.state());
  if (choices.length === 0) return refused({ reason: "no-models" });
  const found = await prompt.choose({
    title: l10n.t("Models on All Hosts"),
    placeholder: l10n.t("Select a model to see it on a host that has it"),
    choices,
  });
  if (!found) return refused({ reason: "declined" });
  const [only, ...others] = found.hosts;
  const host =
    others.length === 0
      ? only
      : await prompt.choose({
          title: found.model,
          placeholder: l10n.t("Select a host"),
          choices: hostChoices(app.state(), clock.now()).filter(({ value }) => found.hosts.includes(value)),
        });
  if (host === undefined) return refused({ reason: "declined" });
  app.choose(host);
  await select(found.model, "elsewhere");
  return done();
}
