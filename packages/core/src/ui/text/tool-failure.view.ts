import * as l10n from "@vscode/l10n";
import type { ProcessFailure } from "../../shared/failure.ts";
import { took } from "./format.view.ts";
import type { Sentences } from "./pull-failure.view.ts";

type ToolFailure = Extract<
  ProcessFailure,
  { readonly kind: "tool-missing" | "tool-timed-out" | "tool-failed" }
>;
type Failed = Extract<ToolFailure, { readonly kind: "tool-failed" }>;

/** Why the tool of an owner did not do its work, and what to do. */
export function onTool(failure: ToolFailure): Sentences {
  switch (failure.kind) {
    case "tool-missing":
      return [
        l10n.t(
          "The program “{0}”, by which this Ollama is started and stopped, was not found.",
          failure.tool,
        ),
        l10n.t("Install it, or add its folder to your PATH and start the editor again."),
      ];
    case "tool-timed-out":
      return [
        l10n.t("“{0}” did not finish within {1}.", failure.tool, took(failure.afterMs)),
        l10n.t("Run it in a terminal to see what it waits for."),
      ];
    case "tool-failed":
      return onFailed(failure);
  }
}

function onFailed({ tool, code, detail, trouble }: Failed): Sentences {
  const inTerminal = l10n.t("Run it in a terminal to see more.");
  if (trouble) return describeTrouble(tool, trouble, detail);
  return detail === ""
    ? [l10n.t("“{0}” failed with exit code {1}.", tool, code), inTerminal]
    : [l10n.t("“{0}” failed: {1}", tool, detail), inTerminal];
}

function describeTrouble(tool: string, trouble: NonNullable<Failed["trouble"]>, detail: string): Sentences {
  switch (trouble) {
    case "engine-down":
      return [
        l10n.t("The container engine that “{0}” talks to is not running.", tool),
        l10n.t("Start it, then try again."),
      ];
    case "no-such-container":
      return [
        l10n.t("“{0}” no longer has this container.", tool),
        l10n.t("Create it again, or choose who runs Ollama."),
      ];
    case "no-such-context":
      return [
        l10n.t("“{0}” does not know this context.", tool),
        l10n.t("Correct the context in the setting that says who runs Ollama."),
      ];
    case "no-such-workload":
      return [
        l10n.t("The cluster has no such workload: {0}", detail),
        l10n.t("Correct the namespace or the workload in the setting that says who runs Ollama."),
      ];
    case "cluster-down":
      return [
        l10n.t("The Kubernetes cluster cannot be reached: {0}", detail),
        l10n.t("Check that it runs and that your network reaches it."),
      ];
    case "no-login":
      return [
        l10n.t("The Kubernetes cluster does not accept your login."),
        l10n.t("Log in to the cluster again, then retry."),
      ];
    case "forbidden":
      return [
        l10n.t("The Kubernetes cluster does not allow you to scale this workload: {0}", detail),
        l10n.t("Ask an administrator of the cluster for the right to patch its scale."),
      ];
  }
}
