import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { findLoaded } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { operationOn, type Operation } from "./operations.ts";
import { isRunning } from "../service/service.ts";
import { bytes, grouped, left, list, percentText, plural, remarks } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";

/** The two states a model has in people's heads, with a remark beside it. */
export type ModelWords = {
  /** *Available* while the service runs, else *Unavailable*. */
  readonly word: string;
  /** What is special about it now; empty where nothing is. */
  readonly remark: string;
  readonly tone: Tone;
};

/** What a renderer must tell apart to offer the right things. */
export type ModelKind = "loaded" | "idle" | "cloud" | "unavailable";

/** A model that expires later than this stays loaded. */
const FOR_EVER_MS = 365 * 24 * 3_600_000;

/** How a model is spoken of everywhere. */
export function modelWords(model: Model, state: AppState, nowMs: number): ModelWords {
  const { service, operations } = hostFacts(state);
  const isUp = isRunning(service);
  const word = isUp ? l10n.t("Available") : l10n.t("Unavailable");
  const tone = isUp ? "good" : "quiet";
  const operation = operationOn(operations, model.name);
  if (operation) return { word, remark: describeOperation(operation), tone: "busy" };
  if (model.remoteHost !== undefined) return { word, remark: l10n.t("in the cloud"), tone };
  const loaded = findLoaded(modelsOf(state), model.name);
  return { word, remark: loaded ? remarks(l10n.t("loaded"), describeLoaded(loaded, nowMs)) : "", tone };
}

/** Which of the kinds a model is now. */
export function modelKind(model: Model, state: AppState): ModelKind {
  if (!isRunning(hostFacts(state).service)) return "unavailable";
  if (model.remoteHost !== undefined) return "cloud";
  return findLoaded(modelsOf(state), model.name) ? "loaded" : "idle";
}

/** "3.0 GB, 100% GPU, 4 min left": how a model sits in memory, and until when. */
export const describeLoaded = (loaded: LoadedModel, nowMs: number): string =>
  list(
    [bytes(loaded.sizeBytes), gpuShare(loaded), describeExpiry(loaded, nowMs)].filter((part) => part !== ""),
  );

/** "100% GPU", "100% CPU", "37% CPU, 63% GPU": by the rule of Ollama's own command line (docs/ollama.md §1.4). */
export function gpuShare({ sizeBytes, vramBytes }: LoadedModel): string {
  if (vramBytes === 0) return l10n.t("{0} CPU", percentText(100));
  if (vramBytes === sizeBytes) return l10n.t("{0} GPU", percentText(100));
  if (vramBytes > sizeBytes) return "";
  const cpu = Math.round(((sizeBytes - vramBytes) / sizeBytes) * 100);
  return l10n.t("{0} CPU, {1} GPU", percentText(cpu), percentText(100 - cpu));
}

/** "4 min left", "stays loaded", "unloading…". */
export function describeExpiry({ expiresAtMs }: LoadedModel, nowMs: number): string {
  const ms = expiresAtMs - nowMs;
  if (ms > FOR_EVER_MS) return l10n.t("stays loaded");
  return ms <= 0 ? l10n.t("unloading…") : l10n.t("{0} left", left(ms));
}

/** "context 8,192 of 131,072", as far as both are told. */
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

/** What is being done to a model, in a word or two. */
export function describeOperation(operation: Operation): string {
  switch (operation.kind) {
    case "load":
      return l10n.t("loading…");
    case "unload":
      return l10n.t("unloading…");
    case "delete":
      return l10n.t("deleting…");
    case "copy":
      return l10n.t("copying to {0}…", operation.destination);
    case "rename":
      return l10n.t("renaming to {0}…", operation.destination);
  }
}
