import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { isLeftover } from "./leftover.ts";
import { describeMissing } from "./damage-words.view.ts";
import { findLoaded, isGpuPartKnown, missingLayersOf } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { operationOn, type Ongoing } from "./operations.ts";
import { isRunning, versionOf, type Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { bytes, grouped, left, list, percentText, plural, remarks } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";

/** The state of a model as people see it, with a remark. */
export type ModelWords = {
  /** *Available* while the service runs, otherwise *Unavailable*; *Damaged*. */
  readonly word: string;
  /** What is special about it now; empty if nothing is. */
  readonly remark: string;
  readonly tone: Tone;
};

/** What a renderer must distinguish to offer the right actions. */
export type ModelKind = "loaded" | "idle" | "cloud" | "unavailable";

/** A model that expires later than this stays loaded. */
export const LONGEST_EXPIRY_MS = 365 * 24 * 3_600_000;

export function modelWords(model: Model, state: AppState, nowMs: number): ModelWords {
  const { service, operations } = hostFacts(state);
  const isUp = isRunning(service);
  const word = isUp ? l10n.t("Available") : l10n.t("Unavailable");
  const tone = isUp ? "good" : "quiet";
  const operation = operationOn(operations, model.name);
  if (operation) return { word, remark: describeOngoing(operation, service, nowMs), tone: "busy" };
  if (isLeftover(model.name)) return { word: l10n.t("Left behind"), remark: "", tone: "quiet" };
  if (model.remoteHost !== undefined) return { word, remark: l10n.t("in the cloud"), tone };
  const missing = missingLayersOf(modelsOf(state), model.name);
  if (missing > 0) return { word: l10n.t("Damaged"), remark: describeMissing(missing), tone: "wrong" };
  const loaded = findLoaded(modelsOf(state), model.name);
  if (loaded) return { word, remark: remarks(l10n.t("loaded"), describeLoaded(loaded, nowMs)), tone };
  return { word, remark: "", tone };
}

export function modelKind(model: Model, state: AppState): ModelKind {
  if (!isRunning(hostFacts(state).service) || isLeftover(model.name)) return "unavailable";
  if (model.remoteHost !== undefined) return "cloud";
  return findLoaded(modelsOf(state), model.name) ? "loaded" : "idle";
}

/** "3.0 GB, 100% GPU, 4 min left" */
export const describeLoaded = (loaded: LoadedModel, nowMs: number): string =>
  list(
    [describeMemory(loaded), gpuShare(loaded), describeExpiry(loaded, nowMs)].filter((part) => part !== ""),
  );

/** "Loaded · 10.4 GB · 4 min", with the share of the GPU only where that is not all. */
export function describeLoadedBriefly(loaded: LoadedModel, nowMs: number): string {
  const { sizeBytes, vramBytes, expiresAtMs } = loaded;
  const isWholly = vramBytes === sizeBytes;
  return remarks(
    l10n.t("Loaded"),
    sizeBytes === 0 ? "" : bytes(sizeBytes),
    expiresAtMs === undefined ? "" : describeExpiryBriefly(expiresAtMs - nowMs),
    isWholly ? "" : gpuShare(loaded),
  );
}

function describeExpiryBriefly(ms: number): string {
  if (ms > LONGEST_EXPIRY_MS) return l10n.t("stays");
  return ms <= 0 ? l10n.t("unloading…") : left(ms);
}

/** "3.0 GB", or "6.0 GB in 2 copies (3.0 GB and 3.0 GB)" after a conversion. */
function describeMemory({ sizeBytes, copies = [] }: LoadedModel): string {
  if (sizeBytes === 0) return ""; // a compatible server may not say it
  if (copies.length < 2) return bytes(sizeBytes);
  const each = list(copies.map((copy) => bytes(copy.sizeBytes)));
  return l10n.t("{0} in {1} copies ({2})", bytes(sizeBytes), copies.length, each);
}

/** "100% GPU", "100% CPU", "37% CPU, 63% GPU": computed like Ollama's command line (docs/ollama.md §1.4). */
export function gpuShare(loaded: LoadedModel): string {
  const { sizeBytes, vramBytes = 0 } = loaded;
  if (!isGpuPartKnown(loaded)) return "";
  if (vramBytes === 0) return l10n.t("{0} CPU", percentText(100));
  if (vramBytes === sizeBytes) return l10n.t("{0} GPU", percentText(100));
  const cpu = Math.round(((sizeBytes - vramBytes) / sizeBytes) * 100);
  return l10n.t("{0} CPU, {1} GPU", percentText(cpu), percentText(100 - cpu));
}

/** "4 min left", "stays loaded", "unloading…". */
function describeExpiry({ expiresAtMs }: LoadedModel, nowMs: number): string {
  if (expiresAtMs === undefined) return "";
  const ms = expiresAtMs - nowMs;
  if (ms > LONGEST_EXPIRY_MS) return l10n.t("stays loaded");
  return ms <= 0 ? l10n.t("unloading…") : l10n.t("{0} left", left(ms));
}

/** "context 8,192 of 131,072", as far as both are known. */
export function describeContext(allocated: number | undefined, most: number | undefined): string {
  if (allocated === undefined) return "";
  return most === undefined || most < allocated
    ? l10n.t("context {0}", grouped(allocated))
    : l10n.t("context {0} of {1}", grouped(allocated), grouped(most));
}

/** "131,072 tokens". */
export const countTokens = (count: number): string =>
  plural(count, {
    one: l10n.t("{0} token", grouped(count)),
    other: l10n.t("{0} tokens", grouped(count)),
  });

/** A model of usual size is loaded by then. */
const SLOW_LOAD_MS = 20_000;

function describeOngoing(operation: Ongoing, service: Service, nowMs: number): string {
  switch (operation.kind) {
    case "load":
      if (operation.isConverting)
        return l10n.t("being converted for this version of Ollama, which takes minutes");
      return mayBeConverting(service, operation.sinceMs, nowMs)
        ? l10n.t("still loading: Ollama may have to convert the model first, which takes minutes")
        : l10n.t("loading…");
    case "unload":
      return l10n.t("unloading…");
    case "keep":
      return l10n.t("being kept loaded…");
    case "delete":
      return l10n.t("deleting…");
    case "copy":
      return l10n.t("copying to {0}…", operation.destination);
    case "free-backup":
      return l10n.t("deleting its backup…");
    case "rename":
      return l10n.t("renaming to {0}…", operation.destination);
  }
}

/** Whether a slow load may wait for a conversion: Ollama converts models before their first load since 0.40 (docs/ollama.md §8.6). */
export const mayBeConverting = (service: Service, sinceMs: number, nowMs: number): boolean =>
  nowMs - sinceMs > SLOW_LOAD_MS && !isOlderThan(versionOf(service), "0.40.0");
