import type { JsonObject } from "../json.ts";
import { Refusal } from "./http/refusal.ts";

/** The options of a request that change what the simulator does. */
export type ModelOptions = {
  readonly contextLength: number | undefined;
  readonly mostTokens: number | undefined;
};

/** Reads `options`; a value of the wrong type is refused in Ollama's words, an unknown name is not. */
export function parseModelOptions(options: JsonObject | undefined): ModelOptions {
  for (const [name, value] of Object.entries(options ?? {})) {
    const want = KINDS[name];
    if (want === undefined || value === null || isKind(value, want)) continue;
    throw new Refusal(500, `option ${JSON.stringify(name)} must be of type ${want}`);
  }
  const numberOf = (name: string): number | undefined => {
    const value = options?.[name];
    return typeof value === "number" ? value : undefined;
  };
  const mostTokens = numberOf("num_predict");
  return {
    contextLength: numberOf("num_ctx"),
    mostTokens: mostTokens === undefined || mostTokens < 0 ? undefined : mostTokens,
  };
}

type Kind = "integer" | "float32" | "boolean" | "array";

const KINDS: Readonly<Record<string, Kind>> = {
  num_ctx: "integer",
  num_batch: "integer",
  num_gpu: "integer",
  main_gpu: "integer",
  num_thread: "integer",
  num_keep: "integer",
  num_predict: "integer",
  draft_num_predict: "integer",
  seed: "integer",
  top_k: "integer",
  repeat_last_n: "integer",
  top_p: "float32",
  min_p: "float32",
  typical_p: "float32",
  temperature: "float32",
  repeat_penalty: "float32",
  presence_penalty: "float32",
  frequency_penalty: "float32",
  use_mmap: "boolean",
  stop: "array",
};

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === "array") return Array.isArray(value);
  if (kind === "boolean") return typeof value === "boolean";
  return typeof value === "number";
}
