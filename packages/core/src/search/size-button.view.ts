import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, hostReadings, modelsOf } from "../app/state.ts";
import type { DownloadRow } from "../downloads/downloads.view.ts";
import { memoryOf, type HostMemory } from "../fit/host-memory.ts";
import { usableGpuBytes, verdictOn, type Verdict } from "../fit/verdict.ts";
import { noHost } from "../service/no-host.view.ts";
import type { Model } from "../models/models-events.ts";
import { installedModels } from "../models/models.ts";
import { modelKey, type ModelName } from "../models/model-name.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { bytes, roundBytes, sentences } from "../ui/text/format.view.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { neededFor, weightsOf } from "./run-whole.ts";

/** Where a model of this size would run, by an estimate from its weights; absent where the memory is not known. */
type SizeFit = {
  readonly kind: Exclude<Verdict["kind"], "unknown">;
  readonly word: string;
  readonly why: string;
};

/** A variant that can be chosen, and what the row's button does once it is. */
export type SizeButton = {
  readonly key: ModelName;
  readonly label: string;
  /** Its size; empty if it is not known. */
  readonly size: string;
  readonly situation: "available" | "installed" | "coming" | "impossible";
  /** The same in a few words, or how its download has failed; empty for one of which there is nothing to tell. */
  readonly note: string;
  readonly fit?: SizeFit;
  readonly action: Action;
};

/** What a host has already, and what it has room for. */
export type SizePlace = {
  /** By `modelKey`. */
  readonly installed: ReadonlyMap<string, Model>;
  /** What is in the list of downloads and not finished, by `modelKey`. */
  readonly downloads: ReadonlyMap<string, Pick<DownloadRow, "stage" | "word">>;
  readonly memory: HostMemory;
  /** Why nothing can be downloaded to it; empty if it can. */
  readonly refusal: string;
};

export const sizePlace = (state: AppState, downloads: readonly DownloadRow[]): SizePlace => ({
  installed: new Map(installedModels(modelsOf(state)).map((model) => [modelKey(model.name), model])),
  // Of several downloads of one model the first one is told; what is sent to another host is none of these.
  downloads: new Map(
    downloads
      .filter(({ key, isFinished }) => !isFinished && hostFacts(state).downloads[key])
      .toReversed()
      .map((row) => [modelKey(row.model), row]),
  ),
  memory: memoryOf(hostFacts(state), hostReadings(state)),
  refusal: noHost(hostFacts(state).service)?.text ?? "",
});

export function sizeButton(
  place: SizePlace,
  found: Pick<FoundModel, "capabilities">,
  variant: ModelVariant,
): SizeButton {
  const { model } = variant;
  const known = place.installed.get(modelKey(model));
  const label = known ? labelOf(variant, known) : variant.label;
  const weights = known?.sizeBytes ?? weightsOf(variant, found);
  const size = sizeOf(variant, weights);
  const situation = situationOf(place, variant);
  const download = place.downloads.get(modelKey(model));
  const fit = fitOf(place.memory, weights);
  const base = { key: model, label, size, situation, ...(fit && { fit }) };
  switch (situation) {
    case "available": {
      const action = actionOf({ type: "download.request", model }, l10n.t("Download {0}", label));
      const { refusal } = place;
      return {
        ...base,
        note: download?.word ?? "",
        action: refusal === "" ? action : { ...action, isOff: true, tooltip: refusal },
      };
    }
    case "installed": {
      const action = actionOf({ type: "model.show-details", model }, l10n.t("Show Model"));
      return { ...base, note: l10n.t("installed"), action };
    }
    case "coming":
      return {
        ...base,
        note: download?.word ?? "",
        action: off(
          model,
          download?.stage === "pulling" ? l10n.t("Downloading {0}", label) : l10n.t("Download {0}", label),
        ),
      };
    case "impossible":
      return {
        ...base,
        note: l10n.t("split into several files, which Ollama cannot download"),
        action: off(model, l10n.t("Download {0}", label)),
      };
  }
}

/** A list without the tags of a model has only `latest`, which tells nothing of its size. */
const labelOf = ({ label }: ModelVariant, { parameterSize: told, sizeBytes }: Model): string =>
  label !== "latest" ? label : told === "" ? bytes(sizeBytes) : told.toLowerCase();

const off = (model: ModelName, label: string): Action => ({
  ...actionOf({ type: "download.request", model }, label),
  isOff: true,
});

function situationOf(
  { installed, downloads }: SizePlace,
  { model, problem }: ModelVariant,
): SizeButton["situation"] {
  const key = modelKey(model);
  if ((downloads.get(key)?.stage ?? "failed") !== "failed") return "coming";
  if (installed.has(key)) return "installed";
  return problem ? "impossible" : "available";
}

function sizeOf({ sizeBytes, isSizeRough }: ModelVariant, weights: number | undefined): string {
  if (weights === undefined) return "";
  const isExact = sizeBytes !== undefined && isSizeRough !== true;
  return isExact ? bytes(weights) : `≈ ${roundBytes(weights)}`;
}

function fitOf(memory: HostMemory, weights: number | undefined): SizeFit | undefined {
  if (weights === undefined) return undefined;
  const needed = neededFor(weights);
  const { kind } = verdictOn(needed, memory);
  const takes = l10n.t("It takes about {0}; a long context takes more.", roundBytes(needed));
  switch (kind) {
    case "fits":
      return { kind, word: l10n.t("Fits"), why: sentences(l10n.t("Fits on the GPU."), takes) };
    case "partly": {
      const room = l10n.t("{0} are for models on the GPU.", bytes(usableGpuBytes(memory)));
      // Without the main memory it is not known whether the rest has room.
      const isAllKnown = memory.kind === "told" && memory.mainBytes !== undefined;
      const word = isAllKnown ? l10n.t("Partly") : l10n.t("Larger than the GPU");
      return { kind, word, why: sentences(takes, room) };
    }
    case "cpu-only":
      return {
        kind,
        word: l10n.t("CPU only"),
        why: sentences(l10n.t("Fits in main memory; it runs on the CPU."), takes),
      };
    case "too-big":
      return {
        kind,
        word: l10n.t("Too big"),
        why: sentences(takes, l10n.t("That is more than the memory for models.")),
      };
    case "unknown":
      return undefined;
  }
}
