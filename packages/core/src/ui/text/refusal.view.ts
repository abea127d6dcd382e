import * as l10n from "@vscode/l10n";
import { describeLoadSettingsProblem } from "../../models/load-words.view.ts";
import { describeReportFlaw } from "./report-flaw.view.ts";
import { modelLabel } from "../../models/leftover.view.ts";
import type { Refusal } from "../../shared/decision.ts";
import { isSendingFailure, type Failure } from "../../shared/failure.ts";
import type { Action } from "../actions.ts";
import { describeFailure } from "./failure.view.ts";
import { describeFilesRefusal } from "./files-refusal.view.ts";
import { describeHostRefusal } from "./host-refusal.view.ts";
import { describeNothing } from "./nothing-refusal.view.ts";
import { describeOwnerRefusal } from "./owner-refusal.view.ts";
import { describeServiceRefusal, describeSetUpRefusal } from "./service-refusal.view.ts";
import { describeTryProblem } from "../../tries/try-problem.view.ts";
import { describeStoreFailure } from "./store-failure.view.ts";
import { sentences } from "./format.view.ts";
import { actionsFor } from "./refusal-actions.view.ts";

/** Why an action was refused, and buttons that help. */
type RefusalView = { readonly text: string; readonly actions: readonly Action[] };

/** How to show a refusal; `undefined` if the person has declined. */
export const refusalView = (refusal: Refusal): RefusalView | undefined =>
  refusal.reason === "declined"
    ? undefined
    : { text: describeRefusal(refusal), actions: actionsFor(refusal) };

/** Says why an action was refused, and what to do instead. */
export function describeRefusal(refusal: Refusal): string {
  if ("model" in refusal) return describeModelRefusal(refusal);
  switch (refusal.reason) {
    case "already-running":
    case "already-starting":
    case "still-stopping":
    case "not-running":
    case "already-stopped":
    case "still-looking":
    case "other-owner":
    case "port-taken":
    case "bad-variables":
    case "test-running":
    case "no-program":
    case "server-lacks":
      return describeServiceRefusal(refusal);
    case "not-ours":
    case "in-wsl":
    case "launchd-job":
    case "remote":
    case "bad-owner":
    case "log-elsewhere":
      return describeOwnerRefusal(refusal);
    case "not-comparable":
    case "bad-host":
    case "no-host":
    case "not-watched":
    case "no-such-host":
    case "only-host":
    case "own-computer":
    case "no-address":
    case "no-host-for-headers":
    case "headers-unreadable":
      return describeHostRefusal(refusal);
    case "not-asked":
      return describeTryProblem(refusal.problem);
    case "no-models":
    case "all-loaded":
    case "none-loaded":
    case "no-backups":
    case "no-updates":
    case "no-download":
    case "no-orphans":
    case "no-terminal-line":
    case "no-process":
    case "no-such-download":
    case "no-such-notice":
    case "no-requests":
    case "no-events":
      return describeNothing(refusal);
    case "report-unopened":
      return describeReportFlaw(refusal.flaw);
    case "key-unreadable":
    case "folder-out-of-reach":
    case "folder-unopened":
    case "folder-not-whole":
    case "partials-undeletable":
    case "counted-again":
    case "nothing-to-free":
    case "files-undeletable":
    case "file-unwritable":
    case "not-importable":
      return describeFilesRefusal(refusal);
    case "port-not-free":
    case "listed-host":
    case "preset-holds":
    case "no-variables":
    case "no-package":
    case "no-newer-release":
    case "settings-unwritable":
      return describeSetUpRefusal(refusal);
    case "bad-command":
    case "declined":
    case "window-closed":
    case "history-unwritable":
      return describeOwnRefusal(refusal);
  }
}

type OwnRefusal = Extract<
  Refusal,
  { readonly reason: "bad-command" | "declined" | "window-closed" | "history-unwritable" }
>;

/** Why Paddock itself did not do it, whatever it was. */
function describeOwnRefusal(refusal: OwnRefusal): string {
  switch (refusal.reason) {
    case "bad-command":
      return l10n.t("This is not a valid Paddock command: {0}", refusal.problem);
    case "declined":
      return l10n.t("The user declined.");
    case "window-closed":
      return l10n.t("This window is closing. Try again in another window.");
    case "history-unwritable":
      return sentences(l10n.t("The request could not be recorded."), describeStoreFailure(refusal.failure));
  }
}

function describeModelRefusal(refusal: Extract<Refusal, { readonly model: string }>): string {
  const label = modelLabel(refusal.model);
  switch (refusal.reason) {
    case "no-such-model":
      return l10n.t("Ollama has no model named “{0}”. Check the name, or add the model.", label);
    case "model-exists":
      return l10n.t("A model named “{0}” already exists. Choose another name.", label);
    case "not-loaded":
      return l10n.t("“{0}” is not loaded.", label);
    case "cloud-model":
      return l10n.t("“{0}” runs in the cloud, so there is nothing to load.", label);
    case "leftover":
      return l10n.t("No model uses “{0}”. They can only be deleted.", label);
    case "model-busy":
      return l10n.t("Another operation on “{0}” is running. Wait until it is finished.", label);
    case "not-copyable":
      return describeNotCopyable(label, refusal);
    case "demo-model":
      return l10n.t(
        "“{0}” is a model of the demo, not a real one. Only real models can be exported or copied to another host.",
        label,
      );
    case "not-exportable":
      return sentences(l10n.t("“{0}” cannot be exported.", label), describeExportFailure(refusal.failure));
    case "same-model":
      return l10n.t("“{0}” is on {1} already, and is the same there.", label, refusal.host);
    case "no-backup":
      return l10n.t("There is no backup of “{0}”. It may have been deleted already.", label);
    case "bad-load-settings":
      return sentences(...refusal.problems.map(describeLoadSettingsProblem));
    case "already-downloading":
      return l10n.t("“{0}” is already being downloaded.", label);
    case "still-downloading":
      return l10n.t("“{0}” is still being downloaded. Cancel the download first.", label);
  }
}

/** A failure of the files is not told as one of a copy to another host. */
function describeExportFailure(failure: Failure): string {
  if (!isSendingFailure(failure)) return describeFailure(failure);
  switch (failure.kind) {
    case "source-out-of-reach":
      return l10n.t(
        "Its files cannot be read from this machine. Export it on the machine that runs Ollama, as a user that may read its models folder.",
      );
    case "source-missing":
    case "source-damaged":
      return l10n.t("A file of the model is missing or damaged. Download the model again, then export it.");
    case "not-sendable":
    case "send-stalled":
    case "too-large-for-proxy":
      return describeFailure(failure);
  }
}

type NotCopyable = Extract<Refusal, { readonly reason: "not-copyable" }>;

function describeNotCopyable(label: string, { at, failure }: NotCopyable): string {
  switch (at.kind) {
    case "host":
      return sentences(
        l10n.t("“{0}” cannot be copied.", label),
        l10n.t("{0}: {1}", at.name, describeFailure(failure)),
      );
    case "registry":
      return sentences(
        l10n.t(
          "“{0}” cannot be copied: its registry cannot be asked, and its files cannot be sent from this machine.",
          label,
        ),
        l10n.t("The registry: {0}", describeFailure(failure)),
      );
  }
}
