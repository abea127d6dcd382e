import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { isRunning } from "../service/service.ts";
import { fixesOf } from "../service-log/cpu-finding-fixes.view.ts";
import { cpuFindings, type CpuFinding } from "../service-log/cpu-findings.ts";
import { findingWords } from "../service-log/cpu-findings.view.ts";
import { isGpu } from "../service-log/devices.ts";
import { actionOf } from "../ui/actions.ts";
import { bytes, list, remarks } from "../ui/text/format.view.ts";
import type { Cause } from "./cause.ts";
import { fine, fixBy, type Check, type Finding } from "./check.view.ts";
import type { Evidence } from "./evidence.view.ts";

/** On what models run, and why not on the GPU. */
export const usesGpu: Check = (evidence) => {
  const { state, description, machine } = evidence;
  if (!isRunning(hostFacts(state).service) || description.devices.length + description.notes.length === 0)
    return [];
  const found = cpuFindings(description).filter(({ kind }) => kind !== "no-llama-server");
  const seen = machine?.gpus?.kind === "seen" ? machine.gpus.value.length : undefined;
  const hasNone = seen === 0;
  const open = hasNone ? found.filter(({ kind }) => kind !== "no-gpu") : found;
  // Where no card is known of, a restart finds none either; what Ollama has looked for is in its log.
  const isKnownBest = ({ kind }: CpuFinding): boolean => kind !== "no-gpu" || seen !== undefined;
  const fixes = (finding: CpuFinding) => [
    ...(isKnownBest(finding) ? fixesOf(finding, evidence.nameOf) : []),
    showService(), // it says where a variable is set
  ];
  if (open.length > 0)
    return open.map((finding) => ({
      ...toFinding(finding, evidence),
      ...fixBy(state, ...fixes(finding)),
    }));
  const gpus = description.devices.filter(isGpu);
  if (gpus.length > 0)
    return fine(
      l10n.t("The graphics card is found"),
      list(
        gpus.map(({ label, library, totalBytes }) =>
          remarks(label, library, totalBytes === undefined ? "" : bytes(totalBytes)),
        ),
      ),
    );
  return fine(
    l10n.t("Models run on the processor"),
    l10n.t("this machine has no graphics card that Ollama could use"),
  );
};

const showService = () => actionOf({ type: "dashboard.show-part", part: "service" }, l10n.t("Show Service"));

function toFinding(finding: CpuFinding, { nameOf, nowMs }: Evidence): Finding {
  const { text, detail } = findingWords(finding, nameOf, nowMs);
  return {
    cause: causeOf(finding),
    finding: text,
    evidence: detail,
    logLine: finding.evidence,
  };
}

function causeOf({ kind }: CpuFinding): Cause {
  switch (kind) {
    case "held-by-others":
      return "gpu-memory-held";
    case "partly-on-cpu":
      return "model-partly-on-cpu";
    case "cpu-asked":
      return "model-on-cpu-by-request";
    case "no-llama-server":
      return "incomplete-install";
    case "no-gpu":
    case "driver-too-old":
    case "driver-fails":
    case "gpu-unsupported":
    case "library-missing":
    case "integrated-dropped":
    case "hidden-by-setting":
    case "vulkan-off":
    case "no-permission":
    case "discovery-failed":
      return "gpu";
  }
}
