import * as v from "valibot";
import { count, kind, type DataOf } from "../shared/described.ts";

/** The measures of a model that its memory follows from, or why that does not follow from measures alone. */
export const modelShapeSchema = v.variant("kind", [
  kind("plain", {
    blocks: count,
    embedding: count,
    /** The values that one block keeps for one token: its keys and its values. */
    cachedPerBlock: count,
    feedForward: count,
    /** The share of the weights that holds the embeddings of the tokens, if the output has weights of its own. */
    inputShare: count,
    /** The longest context, in tokens. */
    mostContext: count,
  }),
  kind("unknown", {
    because: v.picklist([
      "architecture",
      "sliding-window",
      "hybrid",
      "mixture",
      "latent-attention",
      "projector",
      "embedding",
      "incomplete",
    ]),
  }),
]);
export type ModelShape = DataOf<typeof modelShapeSchema>;
export type PlainShape = Extract<ModelShape, { kind: "plain" }>;
export type ShapelessReason = Extract<ModelShape, { kind: "unknown" }>["because"];

/** `model_info` of a model: foreign data (docs/ollama.md §1.3). */
type Info = Readonly<Record<string, unknown>>;

/** What else `/api/show` tells of a model. */
type Told = { readonly capabilities: readonly string[]; readonly hasProjector: boolean };

/** The architectures that keep keys and values of every token in every block, in the names of GGUF. */
const PLAIN: ReadonlySet<string> = new Set([
  "command-r",
  "exaone",
  "falcon",
  "gemma",
  "glm4",
  "granite",
  "internlm2",
  "llama",
  "mistral",
  "olmo",
  "olmo2",
  "phi2",
  "phi3",
  "qwen2",
  "qwen3",
  "smollm3",
  "stablelm",
  "starcoder2",
]);

/** The shape of a model. Values that no model can have make it `incomplete`. */
export function shapeOf(info: Info, { capabilities, hasProjector }: Told): ModelShape {
  const architecture = info["general.architecture"];
  if (typeof architecture !== "string") return unknown("incomplete");
  const of = (key: string): unknown => info[`${architecture}.${key}`];
  const isAny = (...keys: readonly string[]): boolean => keys.some((key) => isPresent(of(key)));
  if (hasProjector || capabilities.some((one) => SEES.has(one))) return unknown("projector");
  if (capabilities.includes("embedding")) return unknown("embedding");
  if (isAny("expert_count")) return unknown("mixture");
  if (isAny("attention.kv_lora_rank")) return unknown("latent-attention");
  if (isAny("attention.sliding_window", "attention.chunk_size")) return unknown("sliding-window");
  const isHybrid = Object.keys(info).some((key) => /\.(ssm|shortconv|wkv)\./.test(key));
  if (isHybrid || isAny("full_attention_interval")) return unknown("hybrid");
  if (isAny("nextn_predict_layers") || !PLAIN.has(architecture)) return unknown("architecture");
  return plainShape(of, numberIn(info["general.parameter_count"], 1e14)) ?? unknown("incomplete");
}

const SEES: ReadonlySet<string> = new Set(["vision", "audio", "image"]);

const unknown = (because: ShapelessReason): ModelShape => ({ kind: "unknown", because });

/** Keys that do not apply to a model are absent, 0, or `null`. */
const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== 0;

function plainShape(of: (key: string) => unknown, parameters: number | undefined): PlainShape | undefined {
  const measure = (key: string, most: number): number | undefined => numberIn(of(key), most);
  const blocks = measure("block_count", 10_000);
  const embedding = measure("embedding_length", 1e6);
  const heads = measure("attention.head_count", 10_000);
  const feedForward = measure("feed_forward_length", 1e7);
  const mostContext = measure("context_length", 1e9);
  if (!blocks || !embedding || !heads || !feedForward || !mostContext || !parameters) return undefined;
  // llama.cpp takes these where a file does not say them (llama-model.cpp, load_hparams).
  const headsOfCache = orElse(of("attention.head_count_kv"), heads, 10_000);
  const keyLength = orElse(of("attention.key_length"), Math.floor(embedding / heads), 1e6);
  const valueLength = orElse(of("attention.value_length"), Math.floor(embedding / heads), 1e6);
  if (!headsOfCache || !keyLength || !valueLength) return undefined;
  const cachedPerBlock = headsOfCache * (keyLength + valueLength);
  const inBlocks =
    blocks * embedding * (heads * (keyLength + valueLength) + cachedPerBlock + 3 * feedForward);
  const inTokens = embedding * (measure("vocab_size", 1e7) ?? 0);
  // What the blocks leave of the parameters holds the vocabulary twice if the output has its own weights.
  const copies = inTokens === 0 ? 0 : (parameters - inBlocks) / inTokens;
  const hasOwnOutput = copies > 1.5 && copies < 2.5;
  return {
    kind: "plain",
    blocks,
    embedding,
    cachedPerBlock,
    feedForward,
    mostContext,
    inputShare: hasOwnOutput ? Math.min(1, inTokens / parameters) : 0,
  };
}

/** A whole number from 1 to `most`. */
const numberIn = (value: unknown, most: number): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= most ? value : undefined;

/** A value that is absent is `usual`; one that is there and cannot be, such as a list of one for each block, is not known. */
const orElse = (value: unknown, usual: number, most: number): number | undefined =>
  value === undefined ? usual : numberIn(value, most);
