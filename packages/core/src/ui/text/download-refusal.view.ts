import * as l10n from "@vscode/l10n";
import type { Refusal } from "../../shared/decision.ts";

/** Why there is no download for an action. */
export function describeNoDownload(to: Extract<Refusal, { readonly reason: "no-download" }>["to"]): string {
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
