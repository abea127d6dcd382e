import * as l10n from "@vscode/l10n";
import { isGpuPartKnown } from "../models/gpu-part.ts";
import { clockTime } from "../ui/text/format.view.ts";
import {
  changesIn,
  HISTORY_MS,
  modelsIn,
  type MemoryChange,
  type MemoryHistory,
  type MemoryShare,
  type MemoryStep,
} from "./memory-history.ts";
import type { Capacity } from "./memory-now.view.ts";

export type MemoryOverTimeView = {
  readonly title: string;
  readonly note: string;
  /** Seconds since 1970; a step has two of them, so that its edge is upright. */
  readonly times: readonly number[];
  /** In GB, the lowest one first; `null` where it is not known. */
  readonly series: readonly {
    readonly key: string;
    readonly model: string;
    /** Which of the page's colours. */
    readonly colour: number;
    readonly values: readonly (number | null)[];
  }[];
  readonly changes: readonly (MemoryChange & { readonly text: string })[];
  readonly legend: { readonly loaded: string; readonly unloaded: string; readonly evicted: string };
  /** What fits, in GB; `null` where it is not known. */
  readonly limit: number | null;
  readonly now: string;
  readonly label: string;
  /** Why nothing is drawn; empty if something is. */
  readonly none: string;
};

const BYTES_PER_GB = 1e9;
/** The present is drawn to this, so that not every tick sends the chart anew. */
const ROUND_MS = 15_000;

/**
 * What each model had in memory, as far as this window has seen it: of a GPU's memory, the part that was there. Where that is
 * not known of one, all are drawn whole.
 */
export function memoryOverTimeView(
  history: MemoryHistory,
  nowMs: number,
  told?: Capacity,
): MemoryOverTimeView {
  const endMs = Math.max(Math.ceil(nowMs / ROUND_MS) * ROUND_MS, history.at(-1)?.atMs ?? 0);
  const startMs = endMs - HISTORY_MS;
  const steps = history.filter((_, index) => (history[index + 1]?.atMs ?? endMs) >= startMs);
  const capacity = told?.of === "gpu" && !steps.every(areGpuPartsKnown) ? undefined : told;
  const isOfGpu = capacity?.of === "gpu";
  const inIt = ({ bytes, gpuBytes = bytes }: MemoryShare): number => (isOfGpu ? gpuBytes : bytes);
  const models = modelsIn(steps);
  const colours = modelsIn(history);
  const points = steps.flatMap(({ atMs, shares }, index) => {
    const untilMs = steps[index + 1]?.atMs ?? endMs;
    return [
      { atMs: Math.max(atMs, startMs), shares },
      { atMs: untilMs, shares },
    ];
  });
  const changes = changesIn(history)
    .filter(({ atMs }) => atMs >= startMs)
    .slice(-MOST_CHANGES)
    .map((change) => ({ ...change, text: describeChange(change) }));
  return {
    title: l10n.t("Memory over time"),
    note: models.length === 0 ? "" : isOfGpu ? l10n.t("GB on the GPU") : l10n.t("GB"),
    times: points.map(({ atMs }) => atMs / 1_000),
    series: models.map((model) => ({
      key: model,
      model,
      colour: colours.indexOf(model),
      values: points.map(({ shares }) => {
        if (shares === "unknown") return null;
        const share = shares.find((one) => one.model === model);
        return share ? inIt(share) / BYTES_PER_GB : 0;
      }),
    })),
    changes,
    legend: { loaded: l10n.t("loaded"), unloaded: l10n.t("unloaded"), evicted: l10n.t("evicted") },
    limit: capacity === undefined ? null : Math.round(capacity.bytes / (BYTES_PER_GB / 10)) / 10,
    now: l10n.t("now"),
    label: l10n.t("Memory by model over the last three hours, while a view was open"),
    none: models.length > 0 ? "" : l10n.t("No model was in memory while a view of Paddock was open."),
  };
}

const areGpuPartsKnown = ({ shares }: MemoryStep): boolean =>
  shares === "unknown" ||
  shares.every(({ bytes, gpuBytes }) => isGpuPartKnown({ sizeBytes: bytes, vramBytes: gpuBytes }));

const MOST_CHANGES = 40;

export function describeChange({ kind, model, atMs }: MemoryChange): string {
  switch (kind) {
    case "loaded":
      return l10n.t("{0}: {1} loaded", clockTime(atMs), model);
    case "unloaded":
      return l10n.t("{0}: {1} unloaded", clockTime(atMs), model);
    case "evicted":
      return l10n.t("{0}: {1} evicted, to make room for another model", clockTime(atMs), model);
  }
}
