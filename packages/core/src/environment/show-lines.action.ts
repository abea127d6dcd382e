import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { bindAddress, DEFAULT_ENDPOINT, type Endpoint } from "../hosts/endpoint.ts";
import type { Owner } from "../service/owner.ts";
import type { Choice } from "../ui/choice.ts";
import { copyText } from "../ui/copy-text.action.ts";
import { list, sentences } from "../ui/text/format.view.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import {
  environmentLines,
  supervisorOf,
  SUPERVISORS,
  type Supervisor,
  type Variables,
} from "./lines-elsewhere.ts";
import { isPossibleName } from "./variables.ts";

/** Shows the lines that give an Ollama which Paddock does not start the variables of the settings, and these. Writes nothing. */
export async function showEnvironmentLines(
  context: ActionContext,
  also: Variables = {},
): Promise<ActionAnswer> {
  const { app, prompt, settings, show } = context;
  const { endpoint, owner } = hostFacts(app.state()).service;
  const given = Object.entries({ ...variablesFor(settings.read().serviceEnvironment, endpoint), ...also });
  const variables = Object.fromEntries(given.filter(([name]) => isPossibleName(name)));
  const leftOut = given.map(([name]) => name).filter((name) => !isPossibleName(name));
  if (Object.keys(variables).length === 0) return refused({ reason: "no-variables" });
  const supervisor = await prompt.choose({
    title: l10n.t("Environment Lines"),
    placeholder: l10n.t("Select what runs Ollama"),
    choices: firstOf(owner).map((value) => ({ value, ...supervisorWords(value) })),
  });
  if (supervisor === undefined) return refused({ reason: "declined" });
  const text = `${environmentLines(supervisor, variables).join("\n")}\n`;
  const what = await prompt.choose<"copy" | "open">({
    title: l10n.t("Environment Lines"),
    placeholder: sentences(
      l10n.t("Nothing is changed: you apply the lines yourself."),
      ...(leftOut.length > 0
        ? [l10n.t("Left out, because they cannot be names of variables: {0}.", list(leftOut.map(inOneLine)))]
        : []),
    ),
    choices: [
      { value: "copy", label: l10n.t("Copy the Lines"), detail: "" },
      { value: "open", label: l10n.t("Open the Lines in an Editor"), detail: "" },
    ],
  });
  if (what === undefined) return refused({ reason: "declined" });
  if (what === "copy") return copyText(context, text.trimEnd());
  await show.document(text);
  return done();
}

const inOneLine = (name: string): string => name.replaceAll(/[\p{C}\s]+/gu, " ");

/** All supervisors; the one that runs this Ollama first. */
function firstOf(owner: Owner): readonly Supervisor[] {
  const first = supervisorOf(owner);
  return first === undefined ? SUPERVISORS : [first, ...SUPERVISORS.filter((other) => other !== first)];
}

/** The address is one of the variables where it is not Ollama's own. */
function variablesFor(environment: Variables, endpoint: Endpoint | undefined): Variables {
  const { OLLAMA_HOST: _ours, ...others } = environment;
  const address = endpoint && bindAddress(endpoint);
  const isDefault = address === undefined || address === bindAddress(DEFAULT_ENDPOINT);
  return { ...others, ...(!isDefault && { OLLAMA_HOST: address }) };
}

function supervisorWords(supervisor: Supervisor): Omit<Choice<Supervisor>, "value"> {
  switch (supervisor) {
    case "systemd":
      return { label: "systemd", detail: l10n.t("Ollama's installer for Linux, and packages") };
    case "systemd-user":
      return { label: "systemd --user", detail: l10n.t("A unit of your own user") };
    case "docker":
      return { label: "docker run", detail: l10n.t("Options for a new container, also of Podman") };
    case "compose":
      return { label: "Docker Compose", detail: "" };
    case "mac-app":
      return { label: l10n.t("Ollama for macOS"), detail: l10n.t("Until the Mac is restarted") };
    case "homebrew":
      return { label: "Homebrew", detail: l10n.t("Until the Mac is restarted") };
    case "windows":
      return { label: l10n.t("Ollama for Windows"), detail: l10n.t("For your user, in PowerShell") };
  }
}
