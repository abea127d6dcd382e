import * as l10n from "@vscode/l10n";
import type { Decision, Refusal } from "../../shared/decision.ts";
import type { Action } from "../action.ts";
import { describeEndpointProblem, describeStoreFailure } from "./failure.view.ts";
import { sentences } from "./format.view.ts";
import { openHostSetting, start } from "../../service/service.view.ts";

/** Why something is not done, and what can be pressed instead. */
export type RefusalView = { readonly text: string; readonly actions: readonly Action[] };

/** Why a decision went against what was asked for; `undefined` where it did not. */
export const refusalIn = (decision: Decision<unknown>): RefusalView | undefined =>
  decision.accepted
    ? undefined
    : { text: describeRefusal(decision.refusal), actions: actionsFor(decision.refusal) };

/** A reason of the host's own. */
export const plainRefusal = (text: string, actions: readonly Action[] = []): RefusalView => ({
  text,
  actions,
});

function actionsFor({ reason }: Refusal): readonly Action[] {
  if (reason === "not-running") return [start()];
  return reason === "bad-host" || reason === "no-host" || reason === "port-taken" ? [openHostSetting()] : [];
}

/** The only place where a refusal becomes words: why not, and what to do instead. */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case "already-running":
      return l10n.t("Ollama is already running.");
    case "already-starting":
      return l10n.t("Ollama is already starting.");
    case "still-stopping":
      return l10n.t("Ollama is still stopping. Wait until it has stopped.");
    case "not-running":
      return l10n.t("Ollama is not running. Start it first.");
    case "already-stopped":
      return l10n.t("Ollama is already stopped.");
    case "not-ours":
      return l10n.t(
        "Another program started this Ollama. Stop it there (in the Ollama app, in systemd or in a terminal).",
      );
    case "remote":
      return l10n.t(
        "This Ollama runs on another machine. Paddock can watch it, but cannot start or stop it.",
      );
    case "port-taken":
      return l10n.t(
        "Another program uses the port. Stop that program, or choose another port in the host setting.",
      );
    case "bad-host":
      return sentences(l10n.t("The host is not valid."), describeEndpointProblem(refusal.problem));
    case "no-such-model":
      return l10n.t("There is no model named “{0}”. Refresh the models.", refusal.model);
    case "model-exists":
      return l10n.t("A model named “{0}” already exists. Choose another name.", refusal.model);
    case "not-loaded":
      return l10n.t("“{0}” is not loaded.", refusal.model);
    case "cloud-model":
      return l10n.t("“{0}” runs in the cloud, so there is nothing to load.", refusal.model);
    case "model-busy":
      return l10n.t("Another operation on “{0}” is running. Wait until it is finished.", refusal.model);
    case "test-running":
      return l10n.t("The API is already being tested.");
    case "no-host":
      return l10n.t("There is no host to test. Correct the host setting.");
    case "not-watched":
      return l10n.t("Paddock is connected to another host now, not to {0}.", refusal.host);
    case "already-downloading":
      return l10n.t("“{0}” is already being downloaded.", refusal.model);
    case "still-downloading":
      return l10n.t("“{0}” is still being downloaded. Cancel the download first.", refusal.model);
    case "no-such-download":
      return l10n.t("This download has already ended.");
    case "no-such-notice":
      return l10n.t("This message was already shown.");
    case "outdated":
      return l10n.t("Paddock was updated. Reload this window to continue.");
    case "window-closed":
      return l10n.t("This window is closing. Try again in another window.");
    case "history-unwritable":
      return sentences(l10n.t("The request could not be recorded."), describeStoreFailure(refusal.failure));
  }
}
