import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import type { LoadedModel, Model } from "../models/models-events.ts";
import { lastResults } from "../shared/last-result.ts";
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
  /** How many layers it has, with its output; absent if that is not known. */
  readonly layers?: number;
  /** The other models in memory. */
  readonly others: readonly LoadedModel[];
};

export function fitOf(state: AppState, model: Model): FitSituation {
  const [facts, readings, models] = [hostFacts(state), hostReadings(state), modelsOf(state)];
  const details = detailsOf(models, model);
  const subject = { model, details, fit: facts.fit };
  const shape = details?.shape;
  return {
    memory: memoryOf(facts, readings),
    plan: planFor({ facts, readings, models }, model),
    forecastOf: (plan) => forecast(subject, plan),
    // llama.cpp counts the output as one more.
    ...(shape?.kind === "plain" && { layers: shape.blocks + 1 }),
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
  const { service, fit, loadSettings } = hostFacts(state);
  const from = [service, fit, loadSettings, hostReadings(state).described, detailsOf(modelsOf(state), model)];
  return lastVerdict(model, from, () => computedVerdict(state, model));
}

/** Every row that is shown asks for it several times. */
const lastVerdict = lastResults<Verdict>();

function computedVerdict(state: AppState, model: Model): Verdict {
  const fit = fitOf(state, model);
  const needed = neededBytes(fit.forecastOf(fit.plan));
  return needed === undefined ? { kind: "unknown" } : verdictFor(fit, needed, fit.plan);
}

/** The share of a model that the person has put on the GPU; `undefined` if that is left to Ollama, or all of it. */
export function chosenShare(
  { memory, layers }: Pick<FitSituation, "memory" | "layers">,
  { gpuLayers }: LoadPlan,
): number | undefined {
  if (gpuLayers === undefined || memory.kind !== "told" || memory.gpuBytes === 0) return undefined;
  if (gpuLayers === 0) return 0;
  return layers !== undefined && gpuLayers < layers ? gpuLayers / layers : undefined;
}

/** Where a model that takes so much would be: no more of it is on the GPU than the person wants there. */
export function verdictFor(fit: FitSituation, needed: number, plan: LoadPlan): Verdict {
  const verdict = verdictOn(needed, fit.memory);
  const chosen = chosenShare(fit, plan);
  if (chosen === undefined || verdict.kind === "too-big") return verdict;
  if (chosen === 0) return { kind: "cpu-only" };
  return verdict.kind === "partly" && verdict.share < chosen ? verdict : { kind: "partly", share: chosen };
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
export function evictedBy(fit: FitSituation, wholly: number, plan: LoadPlan): readonly LoadedModel[] {
  const { memory, others } = fit;
  const needed = wholly * (chosenShare(fit, plan) ?? 1);
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
