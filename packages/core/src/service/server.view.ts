import * as l10n from "@vscode/l10n";
import type { Refusal } from "../shared/decision.ts";
import { list } from "../ui/text/format.view.ts";
import { abilitiesLackedBy } from "./lacked-abilities.ts";
import { SERVER_NAMES, type Ability, type AnsweringServer, type OtherServer } from "./other-server.ts";
import { isOllamaVersion } from "./versions.ts";

/** What answers: Ollama with its version, or the name of another server, whose version is only that of an Ollama it is like. */
export const serverLabel = ({ version, server }: AnsweringServer): string =>
  server ? SERVER_NAMES[server] : l10n.t("Ollama {0}", version);

/** The same where it is clear that it is about Ollama. */
export const versionLabel = ({ version, server }: AnsweringServer): string =>
  server ? SERVER_NAMES[server] : version;

/** What a server is, and what is not offered for it, if it is not an Ollama that we know; else empty. */
export function describeServer({ version, server }: AnsweringServer): string {
  if (server)
    return l10n.t(
      "{0} answers, which has a part of Ollama's API. Not offered: {1}.",
      SERVER_NAMES[server],
      list(abilitiesLackedBy(server).map(abilityWords)),
    );
  return isOllamaVersion(version)
    ? ""
    : l10n.t(
        "This server is compatible with Ollama, or is an Ollama before 0.6. It may not support every action.",
      );
}

/** What answers in place of Ollama, without its API. */
export const describeAnotherServer = (server: OtherServer): string =>
  l10n.t("{0} answers on this port, not Ollama. It lacks Ollama's API.", SERVER_NAMES[server]);

function abilityWords(ability: Ability): string {
  switch (ability) {
    case "control":
      return l10n.t("starting and stopping it");
    case "download":
      return l10n.t("downloads");
    case "import":
      return l10n.t("models from files");
    case "update":
      return l10n.t("updates");
    case "delete":
      return l10n.t("deleting");
    case "copy":
      return l10n.t("copying and renaming");
    case "load":
      return l10n.t("loading");
    case "unload":
      return l10n.t("unloading");
    case "embed":
      return l10n.t("embeddings");
  }
}

/** Why a server that is not Ollama cannot be asked for something, and what to do instead. */
export function describeLack({ server, ability }: Extract<Refusal, { reason: "server-lacks" }>): string {
  const name = SERVER_NAMES[server];
  switch (ability) {
    case "control":
      return l10n.t("{0} is not Ollama, so Paddock does not stop it. Use its own program for that.", name);
    case "download":
      return l10n.t(
        "{0} does not get its models from Ollama's registry. Download them with its own program.",
        name,
      );
    case "import":
      return l10n.t("{0} takes no models from files. Give it the file by its own program.", name);
    case "update":
      return l10n.t(
        "{0} does not get its models from Ollama's registry, so there is nothing to compare them with.",
        name,
      );
    case "delete":
      return l10n.t("{0} does not delete models for other programs. Use its own program for that.", name);
    case "copy":
      return l10n.t("{0} cannot copy or rename a model.", name);
    case "load":
      return l10n.t("{0} loads a model by itself when the model is asked.", name);
    case "unload":
      return l10n.t("{0} unloads its models by itself.", name);
    case "embed":
      return l10n.t("{0} makes no embeddings through Ollama's API.", name);
  }
}
