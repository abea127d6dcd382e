import * as v from "valibot";
import type { PlainShape } from "./model-shape.ts";

/** The element types of the KV cache that Ollama offers (`OLLAMA_KV_CACHE_TYPE`). */
export const CACHE_TYPES = ["f16", "q8_0", "q4_0"] as const;
export const cacheTypeSchema = v.picklist(CACHE_TYPES);
export type CacheType = v.InferOutput<typeof cacheTypeSchema>;

/** Bytes of one element: quantised ones come in blocks of 32 with a scale of 2 bytes (ggml-common.h). */
const ELEMENT: Readonly<Record<CacheType, number>> = { f16: 2, q8_0: 34 / 32, q4_0: 18 / 32 };

/**
 * What counts the memory: `llama-server`, since Ollama 0.30, or the plan that Ollama made before, which on the CPU has no
 * buffers in it (docs/ollama.md §1.4).
 */
export type Counting = "llama-server" | "plan-on-cpu" | "plan-on-gpu";

/** How a model is loaded. */
export type LoadPlan = {
  /** Tokens for each request that is answered at the same time. */
  readonly context: number;
  readonly cacheType: CacheType;
  /** How many requests are answered at the same time (`OLLAMA_NUM_PARALLEL`). */
  readonly parallel: number;
  readonly counting: Counting;
  /** How many layers are put on the GPU; absent: as many as fit. */
  readonly gpuLayers?: number;
};

/** What a loaded model takes, in bytes. */
export type Parts = { readonly weights: number; readonly cache: number; readonly buffers: number };

export const totalOf = ({ weights, cache, buffers }: Parts): number => weights + cache + buffers;

/**
 * What a model of this shape takes, as `/api/ps` will count it; `undefined` if that does not follow. `fileBytes` is the size
 * of its layers.
 */
export function estimate(shape: PlainShape, fileBytes: number, plan: LoadPlan): Parts | undefined {
  if (plan.counting === "plan-on-gpu") return undefined; // its graph depends on the architecture and on the GPU
  const context = Math.min(plan.context, shape.mostContext);
  const elements = shape.blocks * shape.cachedPerBlock * context * plan.parallel;
  const parts = {
    weights: plan.counting === "llama-server" ? fileBytes : plannedWeights(shape, fileBytes),
    cache: Math.ceil(elements * ELEMENT[plan.cacheType]),
    buffers: plan.counting === "llama-server" ? buffersOf(shape, context, plan.parallel) : 0,
  };
  const isSound = fileBytes > 0 && context > 0 && plan.parallel > 0 && Number.isSafeInteger(totalOf(parts));
  return isSound ? parts : undefined;
}

/** Ollama's plan leaves out the embeddings of the tokens if the output has weights of its own (llm/memory.go). */
const plannedWeights = ({ inputShare }: PlainShape, bytes: number): number =>
  Math.round(bytes * (1 - inputShare));

/**
 * The buffers of llama.cpp's graph with flash attention, for the tokens that it reads at a time: the attention mask (2 bytes
 * for each token of the context), and the widest step of a block, in floats: its gate, up and product beside the input, the
 * residual and their norms. Scores of words are kept for one token alone (`n_outputs_max = 1`, docs/ollama.md §1.4).
 */
function buffersOf({ embedding, feedForward }: PlainShape, context: number, slots: number): number {
  const atATime = Math.min(context * slots, context * slots > 4_096 ? 1_024 : 512);
  return atATime * (2 * context + 4 * (4 * embedding + 3 * feedForward));
}
