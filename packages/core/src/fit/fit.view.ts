import * as l10n from "@vscode/l10n";
import { modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import { countCopies } from "../models/loaded-copies.ts";
import { findLoaded } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import type { LoadedModel, Model } from "../models/models-events.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { bytes, gigabytes, gigabytesText, grouped, percentText } from "../ui/text/format.view.ts";
import { CACHE_TYPES, type LoadPlan } from "./estimate.ts";
import { describeUnknown, fitWords, type FitWords } from "./fit-words.view.ts";
import { evictedBy, fitOf, neededBytes, type FitSituation } from "./fit-situation.view.ts";
import type { Difference, Forecast } from "./forecast.ts";
import type { HostMemory } from "./host-memory.ts";
import { roomOf, verdictOn } from "./verdict.ts";

/** A part of the bar. */
export type FitPart = {
  readonly kind: "weights" | "cache" | "buffers" | "whole" | "others" | "kept" | "free";
  readonly label: string;
  /** From 0 to 1. */
  readonly share: number;
};

type FitBar = {
  readonly parts: readonly FitPart[];
  /** Where the memory for models ends, if more is needed; the rest of the bar is beyond it. */
  readonly limit: { readonly share: number; readonly label: string } | null;
};

export type FitPoint = FitWords & FitBar;

/** Whether a model fits, for each context and cache that can be chosen: the page only shows one of these points. */
export type FitView = {
  readonly model: ModelName;
  readonly title: string;
  readonly contextLabel: string;
  readonly cacheLabel: string;
  /** Has the model loaded with the context that is chosen. */
  readonly useLabel: string;
  /** The contexts that can be chosen. */
  readonly contexts: readonly string[];
  readonly caches: readonly {
    readonly label: string;
    /** How many of the contexts fit. */
    readonly fitting: number;
    /** One for each context. */
    readonly points: readonly FitPoint[];
  }[];
  /** How it would be loaded now. */
  readonly now: { readonly context: number; readonly cache: number };
  readonly note: string;
  /** Says how much memory the host has; `null` if that is known. */
  readonly setMemory: Action | null;
};

export function fitView(state: AppState, model: Model): FitView | null {
  if (model.remoteHost !== undefined) return null;
  const fit = fitOf(state, model);
  const { plan: own } = fit;
  const shape = detailsOf(modelsOf(state), model)?.shape;
  const most = shape?.kind === "plain" ? shape.mostContext : own.context;
  const forecast = fit.forecastOf(own);
  const isOpen = forecast.kind === "estimated";
  const contexts = isOpen ? contextsUpTo(most, own.context) : [own.context];
  const caches = isOpen ? CACHE_TYPES : [own.cacheType];
  return {
    model: model.name,
    title: l10n.t("Will it fit?"),
    contextLabel: l10n.t("Context"),
    cacheLabel: l10n.t("KV cache"),
    useLabel: l10n.t("Use for Loads"),
    contexts: contexts.map(grouped),
    caches: caches.map((cacheType) => {
      const plans = contexts.map((context) => ({ ...own, cacheType, context }));
      return {
        label: l10n.t("KV cache {0}", cacheType),
        fitting: plans.filter((one) => isFitting(fit, one)).length,
        points: plans.map((one) => pointOf(fit, one, most, model.sizeBytes)),
      };
    }),
    now: { context: contexts.indexOf(own.context), cache: caches.findIndex((one) => one === own.cacheType) },
    note: noteOf(forecast, loadedBytes(state, model)),
    setMemory:
      fit.memory.kind === "told"
        ? null
        : actionOf({ type: "setting.open", setting: "host-memory" }, l10n.t("Set Memory…")),
  };
}

/** The powers of two, the longest, and the one that it would have now. */
function contextsUpTo(most: number, own: number): readonly number[] {
  const powers = Array.from({ length: 11 }, (_, index) => 2_048 * 2 ** index).filter((one) => one < most);
  return [...new Set([...powers, own, most])].toSorted((a, b) => a - b);
}

function isFitting({ memory, forecastOf }: FitSituation, plan: LoadPlan): boolean {
  const needed = neededBytes(forecastOf(plan));
  const verdict = needed === undefined ? undefined : verdictOn(needed, memory).kind;
  return verdict === "fits" || verdict === "cpu-only";
}

function pointOf(fit: FitSituation, plan: LoadPlan, most: number, fileBytes: number): FitPoint {
  const forecast = fit.forecastOf(plan);
  const needed = neededBytes(forecast);
  if (forecast.kind === "unknown" || needed === undefined) return unknownPoint(fit, forecast, fileBytes);
  return { ...fitWords(fit, needed, plan, most), ...barOf(fit, forecast, { needed, plan }) };
}

/** It takes at least its weights. */
function unknownPoint(fit: FitSituation, forecast: Forecast, fileBytes: number): FitPoint {
  const because = forecast.kind === "unknown" ? forecast.because : "incomplete";
  const least = verdictOn(fileBytes, fit.memory).kind;
  const isTooBig = least === "too-big";
  return {
    kind: isTooBig ? "too-big" : "unknown",
    tone: isTooBig ? "wrong" : "quiet",
    verdict: isTooBig
      ? l10n.t("Too big: {0} for its weights alone.", bytes(fileBytes))
      : l10n.t("Not known yet; at least {0}.", bytes(fileBytes)),
    amounts: "",
    rest: describeUnknown(because),
    parts: [],
    limit: null,
  };
}

function barOf(
  fit: FitSituation,
  forecast: Forecast,
  { needed, plan }: { readonly needed: number; readonly plan: LoadPlan },
): FitBar {
  const { memory } = fit;
  const evicted = evictedBy(fit, needed, plan);
  const others = fit.others.filter((one) => !evicted.includes(one));
  const held = others.reduce((sum, one) => sum + heldBytes(one, memory), 0);
  const taken = needed + held;
  const room = roomOf(memory) ?? taken;
  // What is over is in main memory, so the bar is then about more than the GPUs, and shows where these end.
  const isOver = taken > room;
  const kept = memory.kind === "told" && !isOver ? memory.keptFreeBytes : 0;
  const free = Math.max(0, room - taken);
  const whole = taken + kept + free;
  const part = (kind: FitPart["kind"], size: number, say: (size: string) => string) =>
    size > 0 && whole > 0 ? [{ kind, size, say, share: size / whole }] : [];
  const own =
    forecast.kind === "estimated"
      ? [
          ...part("weights", forecast.parts.weights, (size) => l10n.t("Weights {0}", size)),
          ...part("cache", forecast.parts.cache, (size) => l10n.t("KV cache {0}", size)),
          ...part("buffers", forecast.parts.buffers, (size) => l10n.t("Buffers {0}", size)),
        ]
      : part("whole", needed, (size) => l10n.t("Model {0}", size));
  const theirs = part("others", held, (size) => labelOfOthers(others, size));
  const parts = [
    ...(isOver ? [...theirs, ...own] : [...own, ...theirs]),
    ...part("kept", kept, (size) => l10n.t("Kept free by Ollama {0}", size)),
    ...part("free", free, (size) => l10n.t("Free {0}", size)),
  ];
  return {
    // The unit is said once, at the first.
    parts: parts.map(({ kind, share, size, say }, index) => ({
      kind,
      share,
      label: say(index === 0 ? gigabytes(size) : gigabytesText(size)),
    })),
    limit: isOver ? { share: room / whole, label: labelOfLimit(memory, room) } : null,
  };
}

const labelOfLimit = (memory: HostMemory, forModels: number): string =>
  memory.kind === "told" && memory.gpuBytes > 0
    ? l10n.t("{0} for models on the GPU", bytes(forModels))
    : l10n.t("{0} of main memory", bytes(forModels));

const labelOfOthers = (others: readonly LoadedModel[], size: string): string => {
  const [only] = others;
  return only && others.length === 1
    ? l10n.t("{0} {1}", shortModelName(only.name), size)
    : l10n.t("Other models {0}", size);
};

const heldBytes = ({ sizeBytes, vramBytes = 0 }: LoadedModel, memory: HostMemory): number =>
  memory.kind === "told" && memory.gpuBytes === 0 ? sizeBytes : vramBytes;

/** What the only copy of this version takes now; `undefined` if it is not loaded, or that is not known. */
function loadedBytes(state: AppState, { name, digest }: Model): number | undefined {
  const loaded = findLoaded(modelsOf(state), name);
  if (!loaded || loaded.sizeBytes === 0 || countCopies(loaded) > 1) return undefined;
  return (loaded.digest ?? digest) === digest ? loaded.sizeBytes : undefined;
}

function noteOf(forecast: Forecast, loadedNow: number | undefined): string {
  switch (forecast.kind) {
    case "estimated":
      if (forecast.difference) return noteOfDifference(forecast.difference);
      // It may be loaded, and not be compared: where the log does not tell the kind of its cache, for example.
      return loadedNow === undefined
        ? l10n.t("Estimate; not measured yet")
        : l10n.t("Estimate; loaded now, it takes {0}", bytes(loadedNow));
    case "measured":
      return l10n.t("As it was when it was last loaded");
    case "unknown":
      return "";
  }
}

function noteOfDifference({ share }: Difference): string {
  const whole = Math.round(Math.abs(share) * 100);
  if (whole === 0) return l10n.t("Estimate; the last load took as much");
  return share > 0
    ? l10n.t("Estimate; the last load took {0} more", percentText(whole))
    : l10n.t("Estimate; the last load took {0} less", percentText(whole));
}
