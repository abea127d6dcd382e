import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import type { LoadedModel, Model } from "../models/models-events.ts";
import { totalOf, type LoadPlan } from "./estimate.ts";
import { forecast, type Forecast } from "./forecast.ts";
import { memoryOf, type HostMemory } from "./host-memory.ts";
import { planFor } from "./load-plan.ts";
import { roomOf, verdictOn, type Verdict } from "./verdict.ts";

/** Whether a model fits a host, for any way to load it. */
export type FitSituation = {
  readonly memory: HostMemory;
  /** How it would be loaded if it were asked for now. */
  readonly plan: LoadPlan;
  readonly forecastOf: (plan: LoadPlan) => Forecast;
  /** The other models in memory. */
  readonly others: readonly LoadedModel[];
};

export function fitOf(state: AppState, model: Model): FitSituation {
  const [facts, readings, models] = [hostFacts(state), hostReadings(state), modelsOf(state)];
  const subject = { model, details: detailsOf(models, model), fit: facts.fit };
  return {
    memory: memoryOf(facts, readings),
    plan: planFor({ facts, readings, models }, model),
    forecastOf: (plan) => forecast(subject, plan),
    others: models.loaded.filter(({ name }) => name !== model.name),
  };
}

/** The bytes of a forecast; `undefined` if they are not known. */
export function neededBytes(of: Forecast): number | undefined {
  switch (of.kind) {
    case "estimated":
      return totalOf(of.parts);
    case "measured":
      return of.sizeBytes;
    case "unknown":
      return undefined;
  }
}

/** The verdict on a model as it would be loaded now. */
export function verdictOnModel(state: AppState, model: Model): Verdict {
  const { memory, plan, forecastOf } = fitOf(state, model);
  const needed = neededBytes(forecastOf(plan));
  return needed === undefined ? { kind: "unknown" } : verdictOn(needed, memory);
}

/** The longest context with which all of a model is on the GPU, or in main memory if there is no GPU; 0: none is. */
export function longestContext({ memory, forecastOf }: FitSituation, plan: LoadPlan, most: number): number {
  const room = roomOf(memory) ?? 0;
  const isIn = (context: number): boolean => {
    const needed = neededBytes(forecastOf({ ...plan, context }));
    return needed !== undefined && needed <= room;
  };
  let [fits, tooLong] = [0, most + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (isIn(middle)) fits = middle;
    else tooLong = middle;
  }
  return fits;
}

/** The loaded models that Ollama unloads to make room, those that end first; none if there is room. */
export function evictedBy(
  { memory, others }: Pick<FitSituation, "memory" | "others">,
  needed: number,
): readonly LoadedModel[] {
  const room = roomOf(memory);
  if (room === undefined) return [];
  const isOnGpu = memory.kind === "told" && memory.gpuBytes > 0;
  const held = ({ sizeBytes, vramBytes = 0 }: LoadedModel): number => (isOnGpu ? vramBytes : sizeBytes);
  let taken = needed + others.reduce((sum, other) => sum + held(other), 0);
  const evicted: LoadedModel[] = [];
  for (const other of others.toSorted((a, b) => (a.expiresAtMs ?? 0) - (b.expiresAtMs ?? 0))) {
    if (taken <= room) break;
    if (held(other) === 0) continue;
    taken -= held(other);
    evicted.push(other);
  }
  return evicted;
}
