import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { weightsWord } from "../fit/fit-words.view.ts";
import { memoryOf } from "../fit/host-memory.ts";
import { bytes, remarks, roundBytes } from "../ui/text/format.view.ts";
import type { AddModelLine } from "./add-model.view.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { roughBytes } from "./rough-size.ts";

/** The variants of a model, each with its size and whether its weights fit the host, as far as that is known. */
export function variantLines(
  state: AppState,
  { capabilities }: Pick<FoundModel, "capabilities">,
  variants: readonly ModelVariant[],
): readonly AddModelLine[] {
  const memory = memoryOf(hostFacts(state), hostReadings(state));
  if (variants.length === 0)
    return [
      {
        kind: "remark",
        label: l10n.t("Ollama cannot download any variant of this model."),
        description: "",
        detail: "",
      },
    ];
  return variants.map((variant) => {
    const { model, label, problem } = variant;
    const size = variant.sizeBytes ?? roughBytes(label, capabilities);
    return {
      label,
      description: remarks(
        sizeWords(variant, size),
        problem && l10n.t("split into several files, which Ollama cannot download"),
        !problem && size !== undefined && weightsWord(size, memory),
      ),
      detail: "",
      ...(problem ? { kind: "remark" } : { kind: "choice", step: { type: "preview", model } }),
    };
  });
}

function sizeWords({ sizeBytes, isSizeRough }: ModelVariant, size: number | undefined): string {
  if (size === undefined) return "";
  return sizeBytes !== undefined && isSizeRough !== true
    ? bytes(sizeBytes)
    : l10n.t("about {0}", roundBytes(size));
}
