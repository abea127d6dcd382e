import type { JsonObject } from "../json.ts";
import { Refusal } from "./http/refusal.ts";

/** The options of a request that the simulator uses. */
export type ModelOptions = {
  readonly contextLength: number | undefined;
  readonly maxTokens: number | undefined;
};

/** Reads `options`. Refuses a value of the wrong type with Ollama's error text, and ignores unknown names. */
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
  const maxTokens = numberOf("num_predict");
  return {
    contextLength: numberOf("num_ctx"),
    maxTokens: maxTokens === undefined || maxTokens < 0 ? undefined : maxTokens,
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
