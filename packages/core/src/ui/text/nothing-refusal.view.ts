import * as l10n from "@vscode/l10n";
import type { Refusal } from "../../shared/decision.ts";

type NothingRefusal = Extract<
  Refusal,
  {
    readonly reason:
      | "no-models"
      | "all-loaded"
      | "none-loaded"
      | "no-backups"
      | "no-updates"
      | "no-download"
      | "no-orphans"
      | "no-terminal-line"
      | "no-process"
      | "no-such-download"
      | "no-such-notice"
      | "no-requests"
      | "no-events";
  }
>;

/** What an action would apply to is not there, or not any more. */
export function describeNothing(refusal: NothingRefusal): string {
  switch (refusal.reason) {
    case "no-requests":
      return l10n.t("There are no requests to export. Open the Activity tab first.");
    case "no-events":
      return l10n.t("There are no events to export. Select one, or clear the filter.");
    case "no-models":
      return l10n.t("There are no models. Start Ollama, or add a model.");
    case "all-loaded":
      return l10n.t("Every model is already loaded or runs in the cloud.");
    case "none-loaded":
      return l10n.t("No model is loaded.");
    case "no-backups":
      return l10n.t("There is no backup to delete.");
    case "no-updates":
      return l10n.t("No updates have been found yet. Check for updates first.");
    case "no-download":
      return describeNoDownload(refusal.to);
    case "no-orphans":
      return l10n.t("Ollama has left no process behind.");
    case "no-terminal-line":
      return l10n.t("There is nothing to run in a terminal.");
    case "no-process":
      return l10n.t("The process that runs Ollama is not known.");
    case "no-such-download":
      return l10n.t("This download has already ended.");
    case "no-such-notice":
      return l10n.t("This message was already shown.");
  }
}

function describeNoDownload(to: Extract<Refusal, { readonly reason: "no-download" }>["to"]): string {
  switch (to) {
    case "pause":
    case "cancel":
      return l10n.t("No download is running.");
    case "resume":
      return l10n.t("No download is paused.");
    case "retry":
      return l10n.t("No download has failed or been cancelled.");
    case "forget":
      return l10n.t("There is no partial download to delete.");
    case "clear":
      return l10n.t("There is no finished download to clear.");
    case "move":
      return l10n.t("No other download waits for its turn, so there is nothing to change.");
  }
}
