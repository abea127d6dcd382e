import * as l10n from "@vscode/l10n";
import { grouped } from "../ui/text/format.view.ts";
import type { KeepTime } from "./load-settings.ts";
import type { LoadSettingsProblem } from "./load-settings-problem.ts";

export function describeKeep(keep: KeepTime): string {
  switch (keep) {
    case "5m":
      return l10n.t("5 minutes");
    case "30m":
      return l10n.t("30 minutes");
    case "1h":
      return l10n.t("1 hour");
    case "8h":
      return l10n.t("8 hours");
    case "forever":
      return l10n.t("Until it is unloaded");
  }
}

export function describeLoadSettingsProblem(problem: LoadSettingsProblem): string {
  switch (problem.kind) {
    case "context":
      return problem.most === undefined
        ? l10n.t("The context must be a whole number of tokens, {0} or more.", grouped(problem.least))
        : l10n.t(
            "The context must be a whole number of tokens from {0} to {1}, the longest that this model has.",
            grouped(problem.least),
            grouped(problem.most),
          );
    case "gpu-layers":
      return l10n.t("The GPU layers must be a whole number from 0 to {0}.", grouped(problem.most));
  }
}
