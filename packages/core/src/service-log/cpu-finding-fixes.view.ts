import * as l10n from "@vscode/l10n";
import type { NameOfWeights } from "../models/name-of-weights.ts";
import { actionOf, type Action, type ActionRequest } from "../ui/actions.ts";
import type { CpuFinding } from "./cpu-findings.ts";
import { isEnabledBySetting } from "./cpu-notes.view.ts";

/** What may mend a finding; the first one that is offered is shown. */
export function fixesOf(finding: CpuFinding, nameOf: NameOfWeights): readonly Action[] {
  switch (finding.kind) {
    case "hidden-by-setting": // only where it is set can it be removed
      return [];
    case "vulkan-off":
      return [howToSet("OLLAMA_VULKAN")];
    case "integrated-dropped":
      return isEnabledBySetting(finding) ? [howToSet("OLLAMA_IGPU_ENABLE")] : [];
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

type Lines = Extract<ActionRequest, { type: "service.show-environment-lines" }>;

const howToSet = (on: NonNullable<Lines["on"]>): Action =>
  actionOf({ type: "service.show-environment-lines", on }, l10n.t("Show How to Change It…"));

function onModel(blob: string, nameOf: NameOfWeights): Action {
  const model = nameOf(blob);
  return model === undefined
    ? showModels()
    : actionOf({ type: "model.show-details", model }, l10n.t("Show Model"));
}

const showModels = (): Action =>
  actionOf({ type: "dashboard.show-part", part: "models" }, l10n.t("Show Models"));
