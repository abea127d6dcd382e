import type { Manifest } from "../downloads/registry.port.ts";
import { parseModelName, type ModelName } from "../models/model-name.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";

/** A manifest with these layers; `sizes` are bytes by layer name. */
export const fakeManifest = (sizes: Readonly<Record<string, number>>): Manifest => ({
  digest: "digest-of-the-manifest",
  configDigest: "sha256:config",
  layers: Object.entries(sizes).map(([name, sizeBytes]) => ({ digest: `sha256:${name}`, sizeBytes })),
});

/** Parses a model name, and throws if it is invalid. */
export function modelName(text: string): ModelName {
  const name = parseModelName(text);
  if (!name) throw new Error(`not a model name: ${text}`);
  return name;
}

/** A digest for a name of up to 32 letters. */
const fakeDigest = (name: string): string =>
  Array.from(name, (letter) => letter.charCodeAt(0).toString(16))
    .join("")
    .padEnd(64, "0")
    .slice(0, 64);

/** A small chat model. */
export const fakeModel = (name: string, overrides: Partial<Model> = {}): Model => ({
  name: modelName(name),
  digest: fakeDigest(name),
  sizeBytes: 2_000_000_000,
  modifiedAtMs: 0,
  format: "gguf",
  family: "llama",
  parameterSize: "3.2B",
  quantization: "Q4_K_M",
  capabilities: ["completion"],
  ...overrides,
});

/** The shape of llama3.2:3b, as its `model_info` has it. */
export const LLAMA_SHAPE = {
  kind: "plain",
  blocks: 28,
  embedding: 3_072,
  cachedPerBlock: 2_048,
  feedForward: 8_192,
  inputShare: 0,
  mostContext: 131_072,
} as const;

/** Details of a chat model. */
export const fakeDetails = (overrides: Partial<ModelDetails> = {}): ModelDetails => ({
  capabilities: ["completion"],
  license: "",
  system: "",
  template: "{{ range .Messages }}{{ .Content }}{{ end }}",
  parameters: "",
  modelfile: "",
  ...overrides,
});
