import * as v from "valibot";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { isSameModel, modelNameSchema, type ModelName } from "../models/model-name.ts";
import { accept, type Decision } from "../shared/decision.ts";
import { count, fact, type DataOf, type EventOf } from "../shared/described.ts";
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

export const TRY_EVENTS = [
  fact("try.measured", { host, ran: ranSchema }),
  /** The person has removed one run of a model, or all of them. */
  fact("try.cleared", { host, model: modelNameSchema, askedAtMs: v.exactOptional(count) }),
] as const;
export type TryEvent = EventOf<typeof TRY_EVENTS>;

export type TryCommand =
  | { readonly type: "try.keep"; readonly host: HostId; readonly ran: Ran }
  /** Without a time, all runs of the model. */
  | {
      readonly type: "try.clear";
      readonly host: HostId;
      readonly model: ModelName;
      readonly askedAtMs?: number;
    };

export const triedSchema = v.object({
  /** The last one last. */
  runs: v.array(ranSchema),
});
export type Tried = DataOf<typeof triedSchema>;

/** For each model, and for all models of a host. */
const MOST_RUNS = 20;
const MOST_RUNS_OF_ALL = 400;

/** The runs of a model that are kept, the last one last. */
export const runsOf = (tried: Tried | undefined, model: ModelName): readonly Ran[] =>
  (tried?.runs ?? []).filter((run) => isSameModel(run.model, model));

export function evolveTried(tried: Tried | undefined, event: TryEvent): Tried | undefined {
  const runs = tried?.runs ?? [];
  switch (event.type) {
    case "try.measured":
      return { runs: withRun(runs, event.ran) };
    case "try.cleared": {
      const left = runs.filter((run) => !isCleared(run, event));
      return left.length === 0 ? undefined : { runs: left };
    }
  }
}

function withRun(before: readonly Ran[], ran: Ran): readonly Ran[] {
  const others = before.filter((run) => !isCleared(run, ran));
  const tooOld = new Set(runsOf({ runs: others }, ran.model).slice(0, 1 - MOST_RUNS));
  return [...others.filter((run) => !tooOld.has(run)), ran].slice(-MOST_RUNS_OF_ALL);
}

const isCleared = (
  run: Ran,
  { model, askedAtMs }: { readonly model: ModelName; readonly askedAtMs?: number },
) => isSameModel(run.model, model) && (askedAtMs === undefined || run.askedAtMs === askedAtMs);

export function decideTries(tried: Tried | undefined, command: TryCommand): Decision<WithoutHost<TryEvent>> {
  switch (command.type) {
    case "try.keep":
      return accept({ type: "try.measured", ran: command.ran });
    case "try.clear": {
      const { model, askedAtMs } = command;
      const cleared = { model, ...(askedAtMs !== undefined && { askedAtMs }) };
      const isAny = (tried?.runs ?? []).some((run) => isCleared(run, cleared));
      return isAny ? accept({ type: "try.cleared", ...cleared }) : accept();
    }
  }
}

/** Whether the state still holds what an event has told. */
export const isTryRemembered = (tried: Tried | undefined, event: WithoutHost<TryEvent>): boolean =>
  event.type === "try.measured" && (tried?.runs ?? []).some((run) => isSameJson(run, event.ran));
