import * as l10n from "@vscode/l10n";
import type { Refusal } from "../../shared/decision.ts";
import { actionOf, type Action } from "../actions.ts";
import { describeEndpointProblem, describeStoreFailure } from "./failure.view.ts";
import { openHostSetting } from "../../service/service-actions.view.ts";

/** Why something is not done, and what can be pressed instead. */
export type RefusalView = { readonly text: string; readonly actions: readonly Action[] };

/** What to say of a refusal; nothing, where the person has said no. */
export const refusalView = (refusal: Refusal): RefusalView | undefined =>
  refusal.reason === "declined"
    ? undefined
    : { text: describeRefusal(refusal), actions: actionsFor(refusal) };

function actionsFor({ reason }: Refusal): readonly Action[] {
  switch (reason) {
    case "not-running":
      return [actionOf({ type: "service.start" })];
    case "bad-host":
    case "no-host":
    case "port-taken":
      return [openHostSetting()];
    case "headers-unreadable":
      return [actionOf({ type: "service.set-headers" })];
    case "no-updates":
      return [actionOf({ type: "updates.check" })];
    default:
      return [];
  }
}

/** The only place where a refusal becomes words: why not, and what to do instead. */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case "already-running":
      return l10n.t("Ollama is running already.");
    case "already-starting":
      return l10n.t("Ollama is starting already.");
    case "still-stopping":
      return l10n.t("Ollama is still stopping. Wait until it has stopped.");
    case "not-running":
      return l10n.t("Ollama is not running. Start it first.");
    case "already-stopped":
      return l10n.t("Ollama is not running: there is nothing to stop.");
    case "not-ours":
      return l10n.t(
        "This Ollama was started by another program. Stop it where it was started (the Ollama app, systemd, a terminal).",
      );
    case "remote":
      return l10n.t(
        "This Ollama runs on another machine. It can be watched from here, but not started or stopped.",
      );
    case "port-taken":
      return l10n.t(
        "Another program has the port. Stop that program, or choose another port in “paddock.host”.",
      );
    case "bad-host":
      return l10n.t("The host is not set right. {0}", describeEndpointProblem(refusal.problem));
    case "no-such-model":
      return l10n.t("There is no model “{0}”. Refresh the models.", refusal.model);
    case "model-exists":
      return l10n.t("There is a model “{0}” already. Choose another name.", refusal.model);
    case "not-loaded":
      return l10n.t("“{0}” is not loaded.", refusal.model);
    case "cloud-model":
      return l10n.t("“{0}” runs in the cloud: there is nothing to load here.", refusal.model);
    case "model-busy":
      return l10n.t("Something is being done to “{0}” already. Wait until it is done.", refusal.model);
    case "test-running":
      return l10n.t("The API is being tested already.");
    case "no-host":
      return l10n.t("There is no host to test. Correct the setting “paddock.host”.");
    case "already-downloading":
      return l10n.t("“{0}” is being downloaded already.", refusal.model);
    case "still-downloading":
      return l10n.t("“{0}” is still being downloaded. Cancel it first.", refusal.model);
    case "no-such-download":
      return l10n.t("This download has ended already.");
    case "no-such-notice":
      return l10n.t("This message was told already.");
    case "bad-command":
      return l10n.t("Not a command of Paddock's: {0}", refusal.problem);
    case "not-watched":
      return l10n.t("Paddock does not watch “{0}” now. Choose that host first.", refusal.host);
    case "declined":
      return l10n.t("The person at the machine said no.");
    case "no-models":
      return l10n.t("No models are known. Start Ollama, or add a model.");
    case "all-loaded":
      return l10n.t("Every model is loaded already, or runs in the cloud.");
    case "none-loaded":
      return l10n.t("No model is loaded.");
    case "no-updates":
      return l10n.t("No model is known to be outdated. Check for updates first.");
    case "no-download":
      return describeNoDownload(refusal.to);
    case "no-address":
      return l10n.t("There is no address to copy: the host is not set right.");
    case "no-host-for-headers":
      return l10n.t("Set the host first: headers belong to one host.");
    case "headers-unreadable":
      return l10n.t("The request headers for {0} cannot be read. Enter them again.", refusal.host);
    case "log-elsewhere":
      return describeLogElsewhere(refusal.control);
    case "key-unreadable":
      return l10n.t(
        "Ollama's key cannot be read from here. Copy it where Ollama runs: it is “~/.ollama/id_ed25519.pub” of the user who runs it.",
      );
    case "folder-out-of-reach":
      return l10n.t(
        "Ollama's models folder is out of reach. Delete the “-partial” files in it where Ollama runs, then retry.",
      );
    case "partials-undeletable":
      return l10n.t(
        "The partial download cannot be deleted from here: {0}. Delete it as the user who runs Ollama.",
        refusal.detail,
      );
    case "outdated":
      return l10n.t("Paddock was updated. Reload this window to go on.");
    case "window-closed":
      return l10n.t("This window is closing. Ask again in another one.");
    case "history-unwritable":
      return l10n.t(
        "The window that runs Ollama could not be told. {0}",
        describeStoreFailure(refusal.failure),
      );
  }
}

function describeNoDownload(to: Extract<Refusal, { readonly reason: "no-download" }>["to"]): string {
  switch (to) {
    case "pause":
    case "cancel":
      return l10n.t("Nothing is being downloaded.");
    case "resume":
      return l10n.t("No download is paused.");
    case "retry":
      return l10n.t("No download has failed or was cancelled.");
    case "forget":
      return l10n.t("No download was left unfinished.");
    case "clear":
      return l10n.t("No download has ended.");
  }
}

function describeLogElsewhere(
  control: Extract<Refusal, { readonly reason: "log-elsewhere" }>["control"],
): string {
  switch (control) {
    case "remote":
      return l10n.t("Its log is on the other machine. This is Paddock's own.");
    case "not-ours":
      return l10n.t(
        "Ollama was not started here, so its log is elsewhere (“journalctl -u ollama”, ~/.ollama/logs/server.log). This is Paddock's own.",
      );
    case "ours":
      return l10n.t("Paddock has not started Ollama here yet. This is Paddock's own log.");
  }
}
