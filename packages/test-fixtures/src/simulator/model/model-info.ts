import type { Json, JsonObject } from "../../json.ts";
import type { SimulatedModel } from "./simulated-model.ts";

/** The `model_info` of show: the header of the model file. Long arrays are `null` unless `verbose` is requested. */
export function toModelInfo(model: SimulatedModel, isVerbose: boolean): JsonObject {
  if (model.remote !== undefined) return {};
  const isEmbedder = model.capabilities.includes("embedding");
  const own = isEmbedder ? encoderInfo(model) : decoderInfo(model);
  return {
    "general.architecture": model.family,
    "general.file_type": FILE_TYPES[model.quantization] ?? 15,
    "general.parameter_count": model.parameterCount,
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${model.family}.${key}`, value])),
    ...(isEmbedder ? encoderTokenizer(model, isVerbose) : decoderTokenizer(model, isVerbose)),
    ...model.extraInfo,
  };
}

/** The `projector_info` of a vision model. */
export function toProjectorInfo(model: SimulatedModel): JsonObject | undefined {
  if (!model.capabilities.includes("vision") || model.remote !== undefined) return undefined;
  return { "general.architecture": "clip", "clip.has_vision_encoder": true, "clip.vision.image_size": 896 };
}

const FILE_TYPES: Readonly<Record<string, number>> = {
  F32: 0,
  F16: 1,
  Q4_0: 2,
  Q8_0: 7,
  Q4_K_M: 15,
  Q6_K: 18,
};

function decoderInfo(model: SimulatedModel): JsonObject {
  return {
    "attention.head_count": model.headCount,
    "attention.head_count_kv": model.headCountKv,
    "attention.layer_norm_rms_epsilon": 1e-5,
    block_count: model.blockCount,
    context_length: model.contextLength,
    embedding_length: model.embeddingLength,
    feed_forward_length: model.feedForwardLength,
    "rope.dimension_count": model.embeddingLength / model.headCount,
    "rope.freq_base": 10_000,
    vocab_size: model.vocabularySize,
  };
}

function encoderInfo(model: SimulatedModel): JsonObject {
  return {
    "attention.causal": false,
    "attention.head_count": model.headCount,
    "attention.layer_norm_epsilon": 1e-12,
    block_count: model.blockCount,
    context_length: model.contextLength,
    embedding_length: model.embeddingLength,
    feed_forward_length: model.feedForwardLength,
    pooling_type: 1,
    vocab_size: model.vocabularySize,
  };
}

function decoderTokenizer(model: SimulatedModel, isVerbose: boolean): JsonObject {
  const list = (item: (index: number) => Json): Json =>
    isVerbose ? listOf(model.vocabularySize, item) : null;
  return {
    "tokenizer.ggml.bos_token_id": 1,
    "tokenizer.ggml.eos_token_id": 2,
    "tokenizer.ggml.model": "llama",
    "tokenizer.ggml.scores": list((index) => -index),
    "tokenizer.ggml.token_type": list(() => 1),
    "tokenizer.ggml.tokens": list((index) => `<${index}>`),
    "tokenizer.ggml.unknown_token_id": 0,
  };
}

function encoderTokenizer(model: SimulatedModel, isVerbose: boolean): JsonObject {
  const list = (item: (index: number) => Json): Json =>
    isVerbose ? listOf(model.vocabularySize, item) : null;
  return {
    "tokenizer.ggml.bos_token_id": 2,
    "tokenizer.ggml.eos_token_id": 3,
    "tokenizer.ggml.mask_token_id": 4,
    "tokenizer.ggml.model": "bert",
    "tokenizer.ggml.padding_token_id": 0,
    "tokenizer.ggml.seperator_token_id": 3,
    "tokenizer.ggml.token_type": list(() => 1),
    "tokenizer.ggml.token_type_count": 2,
    "tokenizer.ggml.tokens": list((index) => `<${index}>`),
    "tokenizer.ggml.unknown_token_id": 1,
  };
}

function listOf(length: number, item: (index: number) => Json): Json {
  return Array.from({ length }, (_, index) => item(index));
}
