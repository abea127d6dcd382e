import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { ownerOptions } from "./owner-choice.view.ts";
import { writing } from "../ui/write-settings.action.ts";
import { whyNoHost } from "./why-not-running.ts";

/** Lets the person choose who runs the Ollama of a host, and keeps that in the setting. */
export async function chooseOwner(context: ActionContext): Promise<ActionAnswer> {
  const { app, owners, prompt, show } = context;
  const host = hostIn(context);
  const { service } = hostFacts(app.state(), host);
  const refusal = whyNoHost(service);
  if (host === undefined || refusal) return refused(refusal ?? { reason: "no-host" });
  const option = await prompt.choose({
    title: l10n.t("Choose Who Runs Ollama"),
    placeholder: l10n.t("Select who starts and stops this Ollama"),
    choices: ownerOptions(await owners.found(host), service),
  });
  switch (option?.kind) {
    case undefined:
      return refused({ reason: "declined" });
    case "setting":
      await show.setting("owner");
      return done();
    case "choice":
      return write(() => owners.choose(host, option.choice));
    case "find-out":
      return write(() => owners.choose(host, undefined));
  }
}

async function write(setting: () => Promise<void>): Promise<ActionAnswer> {
  const refusal = await writing("settings", setting);
  return refusal ? refused(refusal) : done();
}
