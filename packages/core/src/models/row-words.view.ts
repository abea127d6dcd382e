import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { downloadsHere, progressIn } from "../downloads/downloads-here.view.ts";
import { isUnderWay } from "../downloads/downloads.ts";
import { fitWord } from "../fit/fit-words.view.ts";
import { verdictOnModel } from "../fit/fit-situation.view.ts";
import { bytes, left, list, parameterSize, percent, percentText, remarks } from "../ui/text/format.view.ts";
import { isRunning } from "../service/service.ts";
import { isLeftover } from "./leftover.ts";
import { isSameModel } from "./model-name.ts";
import { LONGEST_EXPIRY_MS } from "./model-text.view.ts";
import { describeMissing } from "./damage-words.view.ts";
import { findLoaded, isGpuPartKnown, missingLayersOf } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { operationOn, type Ongoing } from "./operations.ts";

/** The state of a model: the most telling word, and what belongs to it. */
export type StateWords = {
  readonly kind:
    | "damaged"
    | "busy"
    | "downloading"
    | "loaded"
    | "partly"
    | "cloud"
    | "idle"
    | "leftover"
    | "unavailable";
  readonly word: string;
  readonly rest: string;
};

export function stateWords(model: Model, state: AppState, nowMs: number): StateWords {
  const { service, operations } = hostFacts(state);
  const operation = operationOn(operations, model.name);
  if (operation) return ongoingWords(operation);
  if (isLeftover(model.name)) return { kind: "leftover", word: l10n.t("Left behind"), rest: "" };
  if (!isRunning(service)) return { kind: "unavailable", word: l10n.t("Unavailable"), rest: aboutOf(model) };
  const pulled = downloadsHere(state).find(
    (download) => isUnderWay(download) && isSameModel(download.model, model.name),
  );
  if (pulled) {
    const { share } = progressIn(state, pulled);
    const rest = share === undefined ? "" : percentText(percent(share));
    return { kind: "downloading", word: l10n.t("Downloading"), rest };
  }
  const missing = missingLayersOf(modelsOf(state), model.name);
  if (missing > 0) return { kind: "damaged", word: l10n.t("Damaged"), rest: describeMissing(missing) };
  const word = l10n.t("Available");
  if (model.remoteHost !== undefined) return { kind: "cloud", word, rest: l10n.t("in the cloud") };
  const loaded = findLoaded(modelsOf(state), model.name);
  if (loaded) return loadedWords(loaded, nowMs);
  return { kind: "idle", word, rest: remarks(fitWord(verdictOnModel(state, model)), aboutOf(model)) };
}

export function loadedWords(loaded: LoadedModel, nowMs: number): StateWords {
  const memory = list(
    [loaded.sizeBytes === 0 ? "" : bytes(loaded.sizeBytes), describeGpuPart(loaded)].filter(
      (part) => part !== "",
    ),
  );
  return {
    kind: isPartly(loaded) ? "partly" : "loaded",
    word: l10n.t("Loaded"),
    rest: remarks(memory, describeTimeLeft(loaded, nowMs)),
  };
}

const isPartly = (loaded: LoadedModel): boolean =>
  isGpuPartKnown(loaded) && loaded.vramBytes !== 0 && loaded.vramBytes !== loaded.sizeBytes;

/** "all on the GPU", "83% on the GPU", "on the CPU"; empty if it is not known. */
export function describeGpuPart(loaded: LoadedModel): string {
  const { sizeBytes, vramBytes = 0 } = loaded;
  if (!isGpuPartKnown(loaded) || sizeBytes === 0) return "";
  if (vramBytes === 0) return l10n.t("on the CPU");
  if (vramBytes === sizeBytes) return l10n.t("all on the GPU");
  return l10n.t("{0} on the GPU", percentText(percent(vramBytes / sizeBytes)));
}

/** "4 min left", "stays loaded", "unloading…"; empty if it is not known. */
export function describeTimeLeft({ expiresAtMs }: LoadedModel, nowMs: number): string {
  if (expiresAtMs === undefined) return "";
  const ms = expiresAtMs - nowMs;
  if (ms > LONGEST_EXPIRY_MS) return l10n.t("stays loaded");
  return ms <= 0 ? l10n.t("unloading…") : l10n.t("{0} left", left(ms));
}

/** "3.2 B · Q4_K_M". */
const aboutOf = (model: Model): string => remarks(parameterSize(model.parameterSize), model.quantization);

function ongoingWords(operation: Ongoing): StateWords {
  const busy = (word: string, rest = ""): StateWords => ({ kind: "busy", word, rest });
  switch (operation.kind) {
    case "load":
      return operation.isConverting
        ? busy(l10n.t("Converting…"), l10n.t("takes minutes"))
        : busy(l10n.t("Loading…"));
    case "unload":
      return busy(l10n.t("Unloading…"));
    case "keep":
      return busy(l10n.t("Being kept loaded…"));
    case "delete":
      return busy(l10n.t("Deleting…"));
    case "free-backup":
      return busy(l10n.t("Deleting its backup…"));
    case "copy":
      return busy(l10n.t("Copying…"), operation.destination);
    case "rename":
      return busy(l10n.t("Renaming…"), operation.destination);
  }
}
