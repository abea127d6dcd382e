import * as l10n from "@vscode/l10n";
import type { ProcessFailure } from "../../shared/failure.ts";
import type { Sentences } from "./pull-failure.view.ts";

type ToolFailure = Extract<ProcessFailure, { readonly kind: "tool-failed" }>;

/** Why the tool of an owner failed, and what to do. */
export function describeToolFailure(failure: ToolFailure): Sentences {
  const { tool, code, detail, trouble } = failure;
  const inTerminal = l10n.t("Run it in a terminal to see more.");
  if (trouble) return describeTrouble(tool, trouble, detail);
  return detail === ""
    ? [l10n.t("“{0}” failed with exit code {1}.", tool, code), inTerminal]
    : [l10n.t("“{0}” failed: {1}", tool, detail), inTerminal];
}

function describeTrouble(
  tool: string,
  trouble: NonNullable<ToolFailure["trouble"]>,
  detail: string,
): Sentences {
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
