import * as l10n from "@vscode/l10n";
import type { SendingFailure } from "../../shared/failure.ts";
import { took } from "./format.view.ts";
import type { Sentences } from "./pull-failure.view.ts";

/** A digest is shown as far as a person compares it. */
const shortFile = (file: string): string => file.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, "$1…");

/** Why a model could not be sent from one host to another. */
export function onSending(failure: SendingFailure): Sentences {
  switch (failure.kind) {
    case "source-out-of-reach":
      return [
        l10n.t("No registry has this model, and its files cannot be read from this machine."),
        l10n.t(
          "An Ollama does not give out its files. Open VS Code on the machine that has the model (for example with Remote - SSH) and copy it from there, or push it to a registry with “ollama push” and download it.",
        ),
      ];
    case "source-missing":
      return [
        failure.file === undefined
          ? l10n.t("The model is no longer installed on the host from which it is copied.")
          : l10n.t("A file of the model is missing: {0}.", shortFile(failure.file)),
        l10n.t("Install it there again, then try again."),
      ];
    case "source-damaged":
      return [
        l10n.t("A file of the model is damaged: its content does not match its digest."),
        l10n.t("Install the model again on the host from which it is copied, then try again."),
      ];
    case "not-sendable":
      return [
        l10n.t("Ollama cannot create a model like this one from its files ({0}).", failure.mediaType),
        l10n.t("Push it to a registry with “ollama push” and download it from there."),
      ];
    case "send-stalled":
      return [l10n.t("Ollama took no data for {0}.", took(failure.afterMs)), l10n.t("Check the network.")];
    case "too-large-for-proxy":
      return [
        l10n.t("A proxy in front of Ollama does not accept files of this size."),
        l10n.t("Raise its limit (in nginx: client_max_body_size), then try again."),
      ];
  }
}
