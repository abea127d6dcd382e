import type { SimulatedModel } from "./simulated-model.ts";

/** The memory of a loaded model, fitted to the recording `memory`: weights, cache, and the overhead of llama-server. */
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

/** The recorded overhead jumps between a context of 4,096 and one of 8,192. */
function bufferBytes(width: number, contextLength: number): number {
  return contextLength <= 4096
    ? 1024 * contextLength + Math.max(0, 26_600 * width - 600_000)
    : 2048 * contextLength + 41_000 * width + 6_300_000;
}
