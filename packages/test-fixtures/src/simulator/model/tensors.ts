import type { JsonObject } from "../../json.ts";
import type { SimulatedModel } from "./simulated-model.ts";

/** The `tensors` of show. They cannot be left out, and a real model has hundreds. */
export function toTensors(model: SimulatedModel): readonly JsonObject[] {
  return model.capabilities.includes("embedding") ? encoderTensors(model) : decoderTensors(model);
}

function decoderTensors(model: SimulatedModel): readonly JsonObject[] {
  const { embeddingLength: width, feedForwardLength: inner, vocabularySize: words } = model;
  const keys = (width / model.headCount) * model.headCountKv;
  const type = weightType(model);
  const block = (index: number): readonly JsonObject[] => [
    norm(`blk.${index}.attn_norm.weight`, width),
    tensor(`blk.${index}.attn_q.weight`, type, [width, width]),
    tensor(`blk.${index}.attn_k.weight`, type, [width, keys]),
    tensor(`blk.${index}.attn_v.weight`, type, [width, keys]),
    tensor(`blk.${index}.attn_output.weight`, type, [width, width]),
    norm(`blk.${index}.ffn_norm.weight`, width),
    tensor(`blk.${index}.ffn_gate.weight`, type, [width, inner]),
    tensor(`blk.${index}.ffn_up.weight`, type, [width, inner]),
    tensor(`blk.${index}.ffn_down.weight`, type, [inner, width]),
  ];
  return [
    tensor("token_embd.weight", type, [width, words]),
    ...blocks(model, block),
    norm("output_norm.weight", width),
    tensor("output.weight", type, [width, words]),
  ];
}

function encoderTensors(model: SimulatedModel): readonly JsonObject[] {
  const { embeddingLength: width, feedForwardLength: inner, vocabularySize: words, contextLength } = model;
  const type = weightType(model);
  const pair = (name: string, shape: readonly number[], bias: number): readonly JsonObject[] => [
    shape.length === 1 ? norm(`${name}.weight`, width) : tensor(`${name}.weight`, type, shape),
    norm(`${name}.bias`, bias),
  ];
  const block = (index: number): readonly JsonObject[] => [
    ...["attn_q", "attn_k", "attn_v", "attn_output"].flatMap((name) =>
      pair(`blk.${index}.${name}`, [width, width], width),
    ),
    ...pair(`blk.${index}.attn_output_norm`, [width], width),
    ...pair(`blk.${index}.layer_output_norm`, [width], width),
    ...pair(`blk.${index}.ffn_up`, [width, inner], inner),
    ...pair(`blk.${index}.ffn_down`, [inner, width], width),
  ];
  return [
    tensor("token_embd.weight", type, [width, words]),
    tensor("position_embd.weight", "F32", [width, contextLength]),
    tensor("token_types.weight", "F32", [width, 2]),
    ...pair("token_embd_norm", [width], width),
    ...blocks(model, block),
  ];
}

function blocks(
  model: SimulatedModel,
  block: (index: number) => readonly JsonObject[],
): readonly JsonObject[] {
  return Array.from({ length: model.blockCount }, (_, index) => block(index)).flat();
}

function norm(name: string, length: number): JsonObject {
  return tensor(name, "F32", [length]);
}

function tensor(name: string, type: string, shape: readonly number[]): JsonObject {
  return { name, type, shape };
}

function weightType(model: SimulatedModel): string {
  return model.quantization.replace(/_[SML]$/, "");
}
