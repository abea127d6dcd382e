import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import type { NameOfWeights } from "../models/name-of-weights.ts";
import { firstOffered, type Action } from "../ui/actions.ts";
import { ago, bytes, bytesOf, grouped, plural, sentences } from "../ui/text/format.view.ts";
import { fixesOf } from "./cpu-finding-fixes.view.ts";
import { cpuFindings, type CpuFinding } from "./cpu-findings.ts";
import type { Description } from "./description.ts";
import { noteWords, words, type FindingWords } from "./cpu-notes.view.ts";
import { lineText } from "./log-lines.view.ts";

export type FindingRow = FindingWords & {
  readonly key: string;
  /** The line of the log that says so, as the log is shown, and as it is. */
  readonly evidence: string;
  readonly line: string;
  readonly fix?: Action;
};

export type FindingsView = {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly FindingRow[];
};

/** Why models run on the CPU, or a part of one does, by what the log says. */
export function findingsView(
  state: AppState,
  nowMs: number,
  { description, nameOf }: { readonly description: Description; readonly nameOf: NameOfWeights },
): FindingsView {
  const rows = cpuFindings(description).map((finding, index): FindingRow => {
    const fix = firstOffered(state, fixesOf(finding, nameOf));
    return {
      key: `${finding.kind} ${index}`,
      ...findingWords(finding, nameOf, nowMs),
      evidence: lineText(finding.evidence),
      line: finding.evidence,
      ...(fix && { fix }),
    };
  });
  return {
    title: l10n.t("Why on the CPU?"),
    note: plural(rows.length, {
      one: l10n.t("{0} finding", grouped(rows.length)),
      other: l10n.t("{0} findings", grouped(rows.length)),
    }),
    rows,
  };
}

/** What a finding says, and what to do about it. */
export function findingWords(finding: CpuFinding, nameOf: NameOfWeights, nowMs: number): FindingWords {
  switch (finding.kind) {
    case "no-gpu":
    case "driver-too-old":
    case "driver-fails":
    case "gpu-unsupported":
    case "library-missing":
    case "no-llama-server":
    case "integrated-dropped":
    case "hidden-by-setting":
    case "vulkan-off":
    case "no-permission":
    case "discovery-failed":
      return noteWords(finding);
    case "held-by-others":
      return words(
        l10n.t(
          "{0} of {1} were in use before Ollama had loaded a model.",
          bytesOf(finding.heldBytes, finding.totalBytes),
          finding.device,
        ),
        l10n.t("Close other programs that use the GPU, and more of a model fits."),
      );
    case "partly-on-cpu":
      return words(
        describeLayers(finding, nameOf(finding.blob)),
        sentences(
          finding.atMs === undefined ? "" : l10n.t("It was loaded {0}.", ago(finding.atMs, nowMs)),
          finding.memory
            ? l10n.t(
                "{0} were needed on the GPU, and {1} were free.",
                bytes(finding.memory.neededBytes),
                bytes(finding.memory.freeBytes),
              )
            : "",
          l10n.t("With a shorter context, or a smaller model, more of it fits on the GPU."),
        ),
      );
    case "cpu-asked": {
      const model = nameOf(finding.blob);
      return words(
        model === undefined
          ? l10n.t("A model was loaded without the GPU.")
          : l10n.t("{0} was loaded without the GPU.", model),
        l10n.t("The request, or its Modelfile, sets num_gpu to 0."),
      );
    }
  }
}

function describeLayers(
  { onGpu, all }: Extract<CpuFinding, { kind: "partly-on-cpu" }>,
  model: string | undefined,
): string {
  const [onCpu, total] = [grouped(all - onGpu), grouped(all)];
  return model === undefined
    ? l10n.t("{0} of {1} layers of a model are on the CPU.", onCpu, total)
    : l10n.t("{0} of {1} layers of {2} are on the CPU.", onCpu, total, model);
}
