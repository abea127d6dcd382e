import type { SimulatedModel } from "./simulated-model.ts";

/** The bytes a loaded model holds, fitted to the recording `memory`: weights, cache, and what llama-server adds. */
export function heldBytes(model: SimulatedModel, contextLength: number, hasLlamaServer: boolean): number {
  const weights = model.layers.find((layer) => layer.kind === "model")?.sizeBytes ?? 0;
  const isEncoder = model.capabilities.includes("embedding");
  const headLength = model.embeddingLength / model.headCount;
  const perToken = 2 * model.blockCount * model.headCountKv * headLength * BYTES_PER_F16;
  const cache = isEncoder ? 0 : perToken * contextLength;
  return Math.round(
    weights + cache + (hasLlamaServer ? bufferBytes(model.embeddingLength, contextLength) : 0),
  );
}

const BYTES_PER_F16 = 2;

/** There is a step between a context of 4,096 and one of 8,192. */
function bufferBytes(width: number, contextLength: number): number {
  return contextLength <= 4096
    ? 1024 * contextLength + Math.max(0, 26_600 * width - 600_000)
    : 2048 * contextLength + 41_000 * width + 6_300_000;
}
