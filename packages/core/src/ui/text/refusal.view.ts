import * as l10n from "@vscode/l10n";
import type { Decision, Refusal } from "../../shared/decision.ts";
import type { Action } from "../action.ts";
import { describeEndpointProblem, describeStoreFailure } from "./failure.view.ts";
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
    case "window-closed":
      return l10n.t("This window is closing. Ask again in another one.");
    case "history-unwritable":
      return l10n.t(
        "The window that runs Ollama could not be told. {0}",
        describeStoreFailure(refusal.failure),
      );
  }
}
