import * as v from "valibot";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { isSameModel, modelNameSchema, type ModelName } from "../models/model-name.ts";
import { accept, type Decision } from "../shared/decision.ts";
import { count, fact, text, type DataOf, type EventOf } from "../shared/described.ts";
import { isSameJson } from "../shared/same-json.ts";

const ranSchema = v.object({
  model: modelNameSchema,
  /** Also its key: a model answers one prompt of a window at a time. */
  askedAtMs: count,
  /** Until the first part of the answer came. */
  firstMs: v.exactOptional(count),
  loadMs: v.exactOptional(count),
  promptTokens: v.exactOptional(count),
  answerTokens: v.exactOptional(count),
  tokensPerSecond: v.exactOptional(count),
  /** The share of the model, from 0 to 1, that was not on the GPU then. */
  cpuShare: v.exactOptional(count),
});
/** The figures of a run that has ended; never what was asked and answered. */
export type Ran = DataOf<typeof ranSchema>;

const levelSchema = v.object({
  /** How many requests were open at the same time. */
  atOnce: count,
  /** Of all of them together. */
  tokensPerSecond: count,
  firstMs: count,
});
export type Level = DataOf<typeof levelSchema>;

const benchmarkedSchema = v.object({
  model: modelNameSchema,
  startedAtMs: count,
  /** Without the load of the model. */
  tookMs: count,
  /** Of Ollama. */
  version: v.exactOptional(text),
  levels: v.array(levelSchema),
});
/** The result of a benchmark. */
export type Benchmarked = DataOf<typeof benchmarkedSchema>;

export const TRY_EVENTS = [
  fact("try.measured", { host, ran: ranSchema }),
  /** The person has removed one run of a model, or all of them. */
  fact("try.cleared", { host, model: modelNameSchema, askedAtMs: v.exactOptional(count) }),
  fact("try.benchmarked", { host, result: benchmarkedSchema }),
] as const;
export type TryEvent = EventOf<typeof TRY_EVENTS>;

export type TryCommand =
  | { readonly type: "try.keep"; readonly host: HostId; readonly ran: Ran }
  | { readonly type: "try.keep-benchmark"; readonly host: HostId; readonly result: Benchmarked }
  /** Without a time, all runs of the model. */
  | {
      readonly type: "try.clear";
      readonly host: HostId;
      readonly model: ModelName;
      readonly askedAtMs?: number;
    };

export const keptFiguresSchema = v.object({
  /** The last one last. */
  runs: v.array(ranSchema),
  /** The last one last. */
  benchmarks: v.exactOptional(v.array(benchmarkedSchema)),
});
export type KeptFigures = DataOf<typeof keptFiguresSchema>;

/** For each model, and for all models of a host. */
const MOST_RUNS = { each: 20, all: 400 };
const MOST_BENCHMARKS = { each: 5, all: 100 };

/** The runs of a model that are kept, the last one last. */
export const runsOf = (kept: KeptFigures | undefined, model: ModelName): readonly Ran[] =>
  ofModel(kept?.runs ?? [], model);

/** The same for its benchmarks. */
export const benchmarksOf = (kept: KeptFigures | undefined, model: ModelName): readonly Benchmarked[] =>
  ofModel(kept?.benchmarks ?? [], model);

export function evolveTries(kept: KeptFigures | undefined, event: TryEvent): KeptFigures | undefined {
  const { runs, benchmarks = [] } = kept ?? { runs: [] };
  switch (event.type) {
    case "try.measured": {
      const others = runs.filter((run) => !isCleared(run, event.ran));
      return keptFiguresOf(withLast(others, event.ran, MOST_RUNS), benchmarks);
    }
    case "try.cleared":
      return keptFiguresOf(
        runs.filter((run) => !isCleared(run, event)),
        benchmarks,
      );
    case "try.benchmarked":
      return keptFiguresOf(runs, withLast(benchmarks, event.result, MOST_BENCHMARKS));
  }
}

/** Absent rather than empty, so that a host about which nothing is known has no facts. */
const keptFiguresOf = (runs: readonly Ran[], benchmarks: readonly Benchmarked[]): KeptFigures | undefined =>
  runs.length + benchmarks.length === 0 ? undefined : { runs, ...(benchmarks.length > 0 && { benchmarks }) };

type OfModel = { readonly model: ModelName };

const ofModel = <One extends OfModel>(all: readonly One[], model: ModelName): readonly One[] =>
  all.filter((one) => isSameModel(one.model, model));

function withLast<One extends OfModel>(
  before: readonly One[],
  last: One,
  most: typeof MOST_RUNS,
): readonly One[] {
  const tooOld = new Set(ofModel(before, last.model).slice(0, 1 - most.each));
  return [...before.filter((one) => !tooOld.has(one)), last].slice(-most.all);
}

const isCleared = (
  run: Ran,
  { model, askedAtMs }: { readonly model: ModelName; readonly askedAtMs?: number },
) => isSameModel(run.model, model) && (askedAtMs === undefined || run.askedAtMs === askedAtMs);

export function decideTries(
  kept: KeptFigures | undefined,
  command: TryCommand,
): Decision<WithoutHost<TryEvent>> {
  switch (command.type) {
    case "try.keep":
      return accept({ type: "try.measured", ran: command.ran });
    case "try.keep-benchmark":
      return accept({ type: "try.benchmarked", result: command.result });
    case "try.clear": {
      const { model, askedAtMs } = command;
      const cleared = { model, ...(askedAtMs !== undefined && { askedAtMs }) };
      const isAny = (kept?.runs ?? []).some((run) => isCleared(run, cleared));
      return isAny ? accept({ type: "try.cleared", ...cleared }) : accept();
    }
  }
}

/** Whether the state still holds what the event says, so that it must be kept. */
export function isCurrentTry(kept: KeptFigures | undefined, event: WithoutHost<TryEvent>): boolean {
  switch (event.type) {
    case "try.measured":
      return (kept?.runs ?? []).some((run) => isSameJson(run, event.ran));
    case "try.benchmarked":
      return (kept?.benchmarks ?? []).some((result) => isSameJson(result, event.result));
    case "try.cleared":
      return false;
  }
}
