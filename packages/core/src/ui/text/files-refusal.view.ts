import * as l10n from "@vscode/l10n";
import type { Refusal } from "../../shared/decision.ts";
import { describeFailure } from "./failure.view.ts";
import { sentences } from "./format.view.ts";

type FilesRefusal = Extract<
  Refusal,
  {
    readonly reason:
      | "key-unreadable"
      | "folder-out-of-reach"
      | "folder-unopened"
      | "folder-not-whole"
      | "partials-undeletable"
      | "counted-again"
      | "nothing-to-free"
      | "files-undeletable"
      | "file-unwritable"
      | "not-importable";
  }
>;

/** Why something could not be done with the files of Ollama, or of the person. */
export function describeFilesRefusal(refusal: FilesRefusal): string {
  switch (refusal.reason) {
    case "key-unreadable":
      return l10n.t(
        "Paddock cannot read Ollama's public key. Copy it on the machine that runs Ollama, from “~/.ollama/id_ed25519.pub” of the user that runs it.",
      );
    case "folder-out-of-reach":
      return l10n.t(
        "Paddock cannot access Ollama's models folder. Delete its “-partial” files on the machine that runs Ollama, then retry.",
      );
    case "folder-unopened":
      return l10n.t("No file manager could be opened. The models are in {0}.", refusal.path);
    case "folder-not-whole":
      return l10n.t(
        "Paddock cannot read all of Ollama's models folder, so it cannot tell whether another model needs this data. Make the folder readable for your user, then try again.",
      );
    case "partials-undeletable":
      return l10n.t(
        "The partial download could not be deleted: {0}. Delete it as the user that runs Ollama.",
        refusal.detail,
      );
    case "counted-again":
      return l10n.t("The space was counted again meanwhile. Look at the new numbers, then try again.");
    case "nothing-to-free":
      return l10n.t("There is nothing left to free: it is already gone, or something needs it now.");
    case "files-undeletable":
      return l10n.t(
        "Some files could not be deleted: {0}. Delete them as the user that runs Ollama.",
        refusal.detail,
      );
    case "file-unwritable":
      return l10n.t("The file could not be written: {0}. Choose another place.", refusal.detail);
    case "not-importable":
      return sentences(l10n.t("“{0}” cannot be imported.", refusal.file), describeFailure(refusal.failure));
  }
}
