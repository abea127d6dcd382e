import { contextLengthOf, detailsOf } from "../models/details.ts";
import { loadSettingsOf, type AllLoadSettings, type LoadSettings } from "../models/load-settings.ts";
import type { Models } from "../models/models.ts";
import type { Model } from "../models/models-events.ts";
import { versionOf } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { describedRun } from "../service-log/described.ts";
import { CACHE_TYPES, type CacheType, type Counting, type LoadPlan } from "./estimate.ts";
import { memoryOf, type MemoryFacts, type MemoryReadings } from "./host-memory.ts";
import { usableGpuBytes } from "./verdict.ts";

/** What Ollama takes for a model that asks for nothing, without a GPU or with a small one (docs/ollama.md §1.4). */
const USUAL_CONTEXT = 4_096;

/** What is known of a host. */
export type HostNow = {
  readonly facts: MemoryFacts & { readonly loadSettings?: AllLoadSettings };
  readonly readings: MemoryReadings;
  readonly models: Models;
};

/**
 * How a model would be loaded: by its load settings, else as Ollama does, which goes by the parameters of the model, the
 * variables of the service, and its defaults. Empty `chosen` settings tell what Ollama does.
 */
export function planFor(
  { facts, readings, models }: HostNow,
  model: Model,
  chosen: LoadSettings = loadSettingsOf(facts.loadSettings, model.name),
): LoadPlan {
  const { settings = [], defaultContext } = describedRun(facts.service, readings.described) ?? {};
  const setting = (name: string): number =>
    Number(settings.find((one) => one.name === name)?.value ?? 0) || 0;
  const details = detailsOf(models, model);
  const asked =
    chosen.context ??
    contextIn(details?.parameters ?? "") ??
    (setting("OLLAMA_CONTEXT_LENGTH") || defaultContext || USUAL_CONTEXT);
  return {
    // Ollama cuts a context that is longer than the model's own.
    context: Math.min(asked, contextLengthOf(model, details) ?? asked),
    cacheType: cacheTypeOf(settings.find(({ name }) => name === "OLLAMA_KV_CACHE_TYPE")?.value),
    parallel: Math.max(1, setting("OLLAMA_NUM_PARALLEL")),
    counting: countingOf(facts, readings),
    ...(chosen.gpuLayers !== undefined && { gpuLayers: chosen.gpuLayers }),
  };
}

/** `num_ctx 8192` among the parameters of a model. */
function contextIn(parameters: string): number | undefined {
  const [, digits] = /^num_ctx\s+(\d{1,9})\s*$/m.exec(parameters) ?? [];
  return Number(digits) > 0 ? Number(digits) : undefined;
}

const cacheTypeOf = (value: string | undefined): CacheType =>
  CACHE_TYPES.find((type) => type === value) ?? "f16";

function countingOf(facts: MemoryFacts, readings: MemoryReadings): Counting {
  if (!isOlderThan(versionOf(facts.service), "0.30.0")) return "llama-server";
  const memory = memoryOf(facts, readings);
  return memory.kind === "told" && usableGpuBytes(memory) === 0 ? "plan-on-cpu" : "plan-on-gpu";
}
