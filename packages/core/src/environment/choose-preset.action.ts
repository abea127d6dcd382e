import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { isOurs } from "../service/owner.ts";
import { isDown, type Service } from "../service/service.ts";
import { whyNoOtherAddress, whyNoPort } from "../service/port-actions.action.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { writeSettings } from "../ui/write-settings.action.ts";
import { presetChanges, type PresetChange } from "./presets.ts";
import { describeChanges, presetChoices, presetWords } from "./presets.view.ts";

/** Lets the person choose a preset, shows what it changes in the settings, and changes them if the person agrees. */
export async function choosePreset(context: ActionContext): Promise<ActionAnswer> {
  const { app, prompt, confirm, settings, show } = context;
  const { service } = hostFacts(app.state());
  if (!service.endpoint) return refused(whyNoPort(app.state()) ?? { reason: "no-host" });
  const id = await prompt.choose({
    title: l10n.t("Choose Service Preset"),
    placeholder: l10n.t("Select what Ollama should be set up for. You see the changes before they are made."),
    choices: presetChoices(),
  });
  if (id === undefined) return refused({ reason: "declined" });
  const changes = presetChanges(id, settings.read().serviceEnvironment, service.endpoint);
  const { label, more } = presetWords(id);
  const cannotShare = id === "share" ? whyNoOtherAddress(app.state()) : undefined;
  if (cannotShare) return refused(cannotShare);
  if (changes.length === 0) return refused({ reason: "preset-holds", preset: label });
  const agreed = await confirm.confirm({
    text: l10n.t("Change the settings to “{0}”?", label),
    detail: [describeChanges(changes), more, describeReach(service)]
      .filter((line) => line !== "")
      .join("\n\n"),
    yes: l10n.t("Change Settings"),
  });
  if (!agreed) return refused({ reason: "declined" });
  const refusal = await writeSettings(context, changeOf(changes));
  if (refusal) return refused(refusal);
  show.mention(l10n.t("The settings were changed. They apply from the next start of Ollama."));
  return done();
}

function changeOf(changes: readonly PresetChange[]) {
  const host = changes.find(({ name }) => name === "host")?.after;
  const variables = changes
    .filter(({ name }) => name !== "host")
    .map(({ name, after }) => [name, after] as const);
  return { ...(host !== undefined && { host }), variables: Object.fromEntries(variables) };
}

/** The settings are of no use to a service that Paddock does not start; one that runs has read its own already. */
function describeReach(service: Service): string {
  if (isDown(service)) return "";
  return isOurs(service.owner)
    ? l10n.t("Ollama uses them after its next start: restart it when nothing is running in it.")
    : l10n.t(
        "This applies to a service that Paddock starts. The Ollama that runs now was started by another program: for that, use “Show How to Set Variables Elsewhere…”.",
      );
}
