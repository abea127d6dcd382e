import * as l10n from "@vscode/l10n";
import type { NameOfWeights } from "../models/name-of-weights.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import type { CpuFinding } from "./cpu-findings.ts";

/** What may mend a finding; the first one that is offered is shown. */
export function fixesOf(finding: CpuFinding, nameOf: NameOfWeights): readonly Action[] {
  switch (finding.kind) {
    case "hidden-by-setting":
    case "vulkan-off":
    case "integrated-dropped":
      return [actionOf({ type: "service.show-environment-lines" }, l10n.t("Show How to Change It…"))];
    case "library-missing":
    case "gpu-unsupported":
    case "no-llama-server":
      return [actionOf({ type: "ollama.install" })];
    case "no-gpu":
    case "driver-too-old":
    case "driver-fails":
    case "no-permission":
    case "discovery-failed":
      // Paddock restarts it once it is told who runs it.
      return [actionOf({ type: "service.restart" }), actionOf({ type: "service.choose-owner" })];
    case "held-by-others":
      return [showModels()];
    case "partly-on-cpu":
    case "cpu-asked":
      return [onModel(finding.blob, nameOf)];
  }
}

function onModel(blob: string, nameOf: NameOfWeights): Action {
  const model = nameOf(blob);
  return model === undefined
    ? showModels()
    : actionOf({ type: "model.show-details", model }, l10n.t("Show Model"));
}

const showModels = (): Action =>
  actionOf({ type: "dashboard.show-part", part: "models" }, l10n.t("Show Models"));
