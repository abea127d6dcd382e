import type { JsonObject } from "../json.ts";
import { convertBehind, convertFirst } from "./convert.ts";
import { refuseDamaged } from "./damage.ts";
import type { InstalledModel } from "./library.ts";
import { parseModelOptions } from "./model-options.ts";
import type { Ollama } from "./ollama.ts";

/** A model that stays in memory until it is released. */
export type AcquiredModel = {
  readonly loadMs: number;
  readonly maxTokens: number | undefined;
  release(): void;
};

/** Loads a model for a request. */
export async function acquireModel(
  {
    model: requested,
    requestedName,
    options,
    keepAliveMs,
    signal,
  }: {
    readonly model: InstalledModel;
    /** The name in the request, which error texts repeat. */
    readonly requestedName: string;
    readonly options: JsonObject | undefined;
    readonly keepAliveMs: number | undefined;
    readonly signal: AbortSignal;
  },
  ollama: Ollama,
): Promise<AcquiredModel> {
  refuseDamaged(requested, requestedName, ollama);
  const { contextLength, maxTokens } = parseModelOptions(options);
  const wanted = contextLength ?? ollama.contextLength;
  const startedAtMs = ollama.clock.now();
  const model = await convertFirst(requested, ollama);
  const release = await ollama.runners.acquire({
    model,
    contextLength: ollama.has("trueContext") ? Math.min(wanted, model.contextLength) : wanted,
    keepAliveMs,
    signal,
  });
  convertBehind(model, ollama);
  return { loadMs: ollama.clock.now() - startedAtMs, maxTokens, release };
}
