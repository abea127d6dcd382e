import { registryModel, type RegistryModel } from "./registry/models.ts";
import { simulatedModel } from "./simulator/model/models.ts";
import type { SimulatedModel } from "./simulator/model/simulated-model.ts";

/** A few realistic installed models, one of them for embeddings. */
export const demoModels: readonly SimulatedModel[] = [
  simulatedModel("nomic-embed-text:latest", {
    parameterSize: "137M",
    embeddingLength: 768,
    headCount: 12,
    headCountKv: 12,
    feedForwardLength: 3072,
    sizeBytes: 274_302_450,
    modifiedAtMs: Date.UTC(2026, 8, 2, 7, 14),
  }),
  simulatedModel("gemma3:1b", {
    parameterSize: "999.89M",
    contextLength: 32_768,
    sizeBytes: 815_319_791,
    modifiedAtMs: Date.UTC(2026, 8, 19, 16, 40),
  }),
  simulatedModel("qwen3:4b", {
    parameterSize: "4.0B",
    capabilities: ["completion", "tools", "thinking"],
    contextLength: 262_144,
    sizeBytes: 2_497_293_931,
    parameters: {
      repeat_penalty: 1,
      stop: ["<|im_start|>", "<|im_end|>"],
      temperature: 0.6,
      top_k: 20,
      top_p: 0.95,
    },
    license: "Apache License\nVersion 2.0, January 2004\n",
    modifiedAtMs: Date.UTC(2026, 9, 30, 9, 5),
  }),
  simulatedModel("gemma3:4b", {
    parameterSize: "4.3B",
    capabilities: ["completion", "vision"],
    sizeBytes: 3_338_801_804,
    modifiedAtMs: Date.UTC(2026, 10, 11, 18, 22),
  }),
  simulatedModel("llama3.2:3b", {
    parameterSize: "3.2B",
    capabilities: ["completion", "tools"],
    sizeBytes: 2_019_393_189,
    parameters: { stop: ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"] },
    license: "LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\n",
    modifiedAtMs: Date.UTC(2026, 10, 20, 8, 31),
  }),
];

/** At this rate, `tinyllama` takes about twenty seconds. */
export const demoBytesPerSecond = 6_000_000;

/** Models to pull in a demo: a long download, another one that shares its layer, and two short ones. */
export const demoRegistryModels: readonly RegistryModel[] = [
  registryModel("tinyllama", {
    parameterSize: "1B",
    contextLength: 2048,
    quantization: "Q4_0",
    downloadBytes: 120_000_000,
    template: "<|system|>\n{{ .System }}</s>\n<|user|>\n{{ .Prompt }}</s>\n<|assistant|>\n",
    system: "You are a helpful AI assistant.",
    parameters: { stop: ["<|system|>", "<|user|>", "<|assistant|>", "</s>"] },
  }),
  registryModel("tinyllama:chat", {
    parameterSize: "1B",
    contextLength: 2048,
    quantization: "Q4_0",
    downloadBytes: 120_000_000,
    seed: "tinyllama",
  }),
  registryModel("smollm2:135m", { contextLength: 8192, downloadBytes: 3_000_000 }),
  registryModel("all-minilm", { parameterSize: "23M", contextLength: 512, downloadBytes: 1_500_000 }),
];
