import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, hostReadings, modelsOf } from "../app/state.ts";
import { allDownloads, isUnfinished } from "../downloads/downloads.ts";
import { weightsWarning } from "../fit/fit-words.view.ts";
import { memoryOf, type HostMemory } from "../fit/host-memory.ts";
import { verdictOn } from "../fit/verdict.ts";
import { installedModels } from "../models/models.ts";
import { modelKey, type ModelName } from "../models/model-name.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { bytes, remarks, roundBytes } from "../ui/text/format.view.ts";
import type { FoundModel, ModelVariant } from "./found-models.ts";
import { roughBytes } from "./rough-size.ts";

/** That the weights alone do not fit the memory; of those that do, what else they need is not known before. */
type SizeFit = { readonly word: string; readonly why: string };

/** A variant that can be chosen, and what the row's button does once it is. */
export type SizeButton = {
  readonly key: ModelName;
  readonly label: string;
  /** Its size; empty if it is not known. */
  readonly size: string;
  readonly situation: "available" | "installed" | "downloading" | "impossible";
  /** The same in a word; empty for one that is available. */
  readonly note: string;
  readonly fit?: SizeFit;
  readonly action: Action;
};

/** What a host has already, and what it has room for. */
export type SizePlace = {
  /** By `modelKey`. */
  readonly installed: ReadonlySet<string>;
  readonly downloading: ReadonlySet<string>;
  readonly memory: HostMemory;
};

export const sizePlace = (state: AppState): SizePlace => ({
  installed: new Set(installedModels(modelsOf(state)).map(({ name }) => modelKey(name))),
  downloading: new Set(
    allDownloads(hostFacts(state).downloads)
      .filter(isUnfinished)
      .map(({ model }) => modelKey(model)),
  ),
  memory: memoryOf(hostFacts(state), hostReadings(state)),
});

export function sizeButton(
  place: SizePlace,
  { capabilities }: Pick<FoundModel, "capabilities">,
  variant: ModelVariant,
): SizeButton {
  const { model, label } = variant;
  const size = sizeOf(variant, capabilities);
  const situation = situationOf(place, variant);
  const fit = fitOf(place.memory, bytesOf(variant, capabilities));
  const base = { key: model, label, size, situation, ...(fit && { fit }) };
  switch (situation) {
    case "available": {
      const action = actionOf(
        { type: "download.request", model },
        remarks(l10n.t("Download {0}", label), size),
      );
      return { ...base, note: "", action };
    }
    case "installed": {
      const action = actionOf({ type: "model.show-details", model }, l10n.t("Show {0}", label));
      return { ...base, note: l10n.t("installed"), action };
    }
    case "downloading":
      return { ...base, note: l10n.t("downloading"), action: off(model, l10n.t("Downloading {0}", label)) };
    case "impossible":
      return {
        ...base,
        note: l10n.t("split into several files, which Ollama cannot download"),
        action: off(model, l10n.t("Download {0}", label)),
      };
  }
}

const off = (model: ModelName, label: string): Action => ({
  ...actionOf({ type: "download.request", model }, label),
  isOff: true,
});

function situationOf(
  { installed, downloading }: SizePlace,
  { model, problem }: ModelVariant,
): SizeButton["situation"] {
  const key = modelKey(model);
  if (downloading.has(key)) return "downloading";
  if (installed.has(key)) return "installed";
  return problem ? "impossible" : "available";
}

const bytesOf = ({ label, sizeBytes }: ModelVariant, capabilities: readonly string[]): number | undefined =>
  sizeBytes ?? roughBytes(label, capabilities);

function sizeOf(variant: ModelVariant, capabilities: readonly string[]): string {
  const size = bytesOf(variant, capabilities);
  if (size === undefined) return "";
  const isExact = variant.sizeBytes !== undefined && variant.isSizeRough !== true;
  return isExact ? bytes(size) : `≈ ${roundBytes(size)}`;
}

function fitOf(memory: HostMemory, weightBytes: number | undefined): SizeFit | undefined {
  if (weightBytes === undefined) return undefined;
  const why = weightsWarning(weightBytes, memory);
  if (why === "") return undefined;
  const isTooBig = verdictOn(weightBytes, memory).kind === "too-big";
  return { word: isTooBig ? l10n.t("Too big") : l10n.t("Partly on the GPU"), why };
}
