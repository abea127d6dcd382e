import type { JsonObject } from "../json.ts";
import { refuseDamaged } from "./damage.ts";
import type { InstalledModel } from "./library.ts";
import { parseModelOptions } from "./model-options.ts";
import type { Ollama } from "./ollama.ts";

/** A model in memory, held for one request. */
export type Held = { readonly loadMs: number; readonly mostTokens: number | undefined; release(): void };

/** Loads a model for a request and holds it until it is released. */
export async function holdModel(
  {
    model,
    asked,
    options,
    keepAliveMs,
    gone,
  }: {
    readonly model: InstalledModel;
    /** The name as it was asked for, which error texts repeat. */
    readonly asked: string;
    readonly options: JsonObject | undefined;
    readonly keepAliveMs: number | undefined;
    readonly gone: AbortSignal;
  },
  ollama: Ollama,
): Promise<Held> {
  refuseDamaged(model, asked, ollama);
  const { contextLength, mostTokens } = parseModelOptions(options);
  const wanted = contextLength ?? ollama.contextLength;
  const begun = ollama.clock.now();
  const release = await ollama.runners.claim({
    model,
    contextLength: ollama.has("trueContext") ? Math.min(wanted, model.contextLength) : wanted,
    keepAliveMs,
    gone,
  });
  return { loadMs: ollama.clock.now() - begun, mostTokens, release };
}
