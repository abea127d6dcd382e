import * as l10n from "@vscode/l10n";
import { sentences } from "../ui/text/format.view.ts";
import type { CpuNote } from "./cpu-notes.ts";

/** A finding and what to do about it. */
export type FindingWords = {
  readonly text: string;
  readonly detail: string;
};

export const words = (text: string, detail: string): FindingWords => ({ text, detail });

/** What Ollama says about a GPU that it does not use, in words. */
export function noteWords(note: CpuNote): FindingWords {
  switch (note.kind) {
    case "driver-too-old":
      return oldDriverWords(note);
    case "integrated-dropped":
      return integratedWords(note);
    case "driver-fails":
      return words(
        l10n.t("The driver of the GPU cannot be used: {0}", note.why),
        l10n.t("After an update of the driver, restart this machine."),
      );
    case "no-gpu":
      return words(
        l10n.t("Ollama found no GPU that it can use."),
        l10n.t("If this machine has one, check that its driver is installed, and restart Ollama."),
      );
    case "gpu-unsupported":
      return words(
        note.device === undefined
          ? l10n.t("This version of Ollama does not support the GPU.")
          : l10n.t("This version of Ollama does not support {0}.", note.device),
        l10n.t("Another version may: see the list of supported GPUs in Ollama's documentation."),
      );
    case "library-missing":
      return words(
        l10n.t("Ollama's library for AMD GPUs is missing."),
        l10n.t("Install Ollama's ROCm package, and restart Ollama."),
      );
    case "no-llama-server":
      return words(l10n.t("A part of Ollama is missing: llama-server."), l10n.t("Install Ollama again."));
    case "hidden-by-setting":
      return words(
        l10n.t("{0} hides GPUs from Ollama.", note.setting),
        l10n.t("It is set to “{0}”. Remove it where Ollama is started, and restart Ollama.", note.value),
      );
    case "vulkan-off":
      return words(
        l10n.t("Vulkan is switched off."),
        l10n.t("Some GPUs are used only by Vulkan. To try it, set {0}, and restart Ollama.", VULKAN),
      );
    case "no-permission":
      return words(
        l10n.t("Ollama has no permission to use the GPU."),
        l10n.t("Add the user that runs Ollama to the groups “render” and “video”, and restart Ollama."),
      );
    case "discovery-failed":
      return words(
        l10n.t("Ollama could not find out which GPUs there are."),
        l10n.t("Restart Ollama to let it look again."),
      );
  }
}

function oldDriverWords({
  device,
  driver,
  required,
}: Extract<CpuNote, { kind: "driver-too-old" }>): FindingWords {
  return words(
    device === undefined
      ? l10n.t("The driver of the GPU is too old.")
      : l10n.t("The driver of {0} is too old.", device),
    sentences(
      driver === undefined || required === undefined
        ? ""
        : l10n.t("Version {0} is installed; Ollama asks for “{1}”.", driver, required),
      l10n.t("Update the driver, and restart Ollama."),
    ),
  );
}

type IntegratedDropped = Extract<CpuNote, { kind: "integrated-dropped" }>;

/** Older versions never use such a GPU. */
export const isEnabledBySetting = ({ evidence }: IntegratedDropped): boolean =>
  evidence.includes(IGPU_ENABLE);

function integratedWords(note: IntegratedDropped): FindingWords {
  const { device } = note;
  return words(
    device === undefined ? l10n.t("The integrated GPU is not used.") : l10n.t("{0} is not used.", device),
    isEnabledBySetting(note)
      ? l10n.t("Ollama leaves out GPUs that share the main memory, unless {0} is set.", IGPU_ENABLE)
      : l10n.t("Ollama leaves out GPUs that share the main memory."),
  );
}

const IGPU_ENABLE = "OLLAMA_IGPU_ENABLE=1";
const VULKAN = "OLLAMA_VULKAN=1";
