import { architectureOf, parseParameterSize, toParameterSize } from "./architecture.ts";
import { configLayer } from "./config-layer.ts";
import { digestOf, textLayer, toManifest, type SimulatedLayer, type Weights } from "./layers.ts";
import { parseName, toShortest } from "./names.ts";
import type { ModelTraits, SimulatedModel } from "./simulated-model.ts";

/** Makes a realistic model. Traits that are absent are derived from the name. */
export function simulatedModel(name: string, traits: ModelTraits = {}): SimulatedModel {
  const { weights, ...given } = traits;
  const base = withGuesses(name, given);
  const small = smallLayers(base);
  const smallBytes = small.reduce((sum, layer) => sum + layer.sizeBytes, 0);
  const model = weights ?? madeUpWeights(base, given.sizeBytes, smallBytes);
  const hasFile = base.remote === undefined;
  const layers = [...(hasFile ? [{ kind: "model" as const, ...model }] : []), ...small];
  return {
    ...base,
    layers,
    digest: given.digest ?? digestOf(manifestTextOf({ ...base, layers })).slice("sha256:".length),
    sizeBytes: given.sizeBytes ?? smallBytes + (hasFile ? model.sizeBytes : 0),
  };
}

/** The text of a model's manifest. */
export function manifestTextOf(model: Pick<SimulatedModel, "layers" | "runner" | "format">): string {
  const { layers, runner, format } = model;
  return JSON.stringify(toManifest(layers, runner === undefined ? undefined : { runner, format }));
}

export function manyModels(count: number): readonly SimulatedModel[] {
  const sizes = ["0.5b", "1b", "3b", "8b", "14b", "32b", "70b"];
  return Array.from({ length: count }, (_, index) =>
    simulatedModel(`model-${String(index).padStart(5, "0")}:${sizes[index % sizes.length] ?? "1b"}`, {
      modifiedAtMs: Date.UTC(2026, 0, 1) + index * 60_000,
    }),
  );
}

type Base = Omit<SimulatedModel, "layers" | "digest" | "sizeBytes">;

function withGuesses(name: string, given: Omit<ModelTraits, "weights">): Base {
  const parsed = parseName(name);
  if (parsed === undefined) throw new Error(`"${name}" is no model name`);
  const isEmbedder = given.capabilities?.includes("embedding") ?? /embed|bert|minilm|bge/.test(parsed.model);
  const parameterCount = given.parameterCount ?? guessParameterCount(name, given, isEmbedder);
  return {
    family: guessFamily(parsed.model, isEmbedder),
    format: given.remote === undefined ? "gguf" : "",
    parameterSize: toParameterSize(parameterCount),
    quantization: isEmbedder ? "F16" : "Q4_K_M",
    capabilities: isEmbedder ? ["embedding"] : ["completion"],
    parentModel: "",
    ...(!isEmbedder && { template: "{{ if .System }}{{ .System }}\n{{ end }}{{ .Prompt }}" }),
    gpuShare: 0,
    ...architectureOf(parameterCount, isEmbedder),
    ...given,
    name: toShortest(parsed),
    parameterCount,
  };
}

function guessParameterCount(name: string, given: ModelTraits, isEmbedder: boolean): number {
  const size = given.parameterSize ?? /(\d+(?:\.\d+)?[mb])\b/i.exec(name)?.[1];
  return (size === undefined ? undefined : parseParameterSize(size)) ?? (isEmbedder ? 137e6 : 3.2e9);
}

function guessFamily(model: string, isEmbedder: boolean): string {
  if (isEmbedder) return model.startsWith("nomic") ? "nomic-bert" : "bert";
  return /^(qwen\d?|gemma\d?|phi\d?|mistral\d?|deepseek\d?)/.exec(model)?.[1] ?? "llama";
}

function smallLayers(model: Base): readonly SimulatedLayer[] {
  const { template, license, system, parameters } = model;
  return [
    ...(template === undefined ? [] : [textLayer("template", template)]),
    ...(license === undefined ? [] : [textLayer("license", license)]),
    ...(system === undefined ? [] : [textLayer("system", system)]),
    ...(parameters === undefined ? [] : [textLayer("params", JSON.stringify(parameters))]),
    configLayer(model),
  ];
}

function madeUpWeights(model: Base, sizeBytes: number | undefined, smallBytes: number): Weights {
  const bytesPerParameter = model.quantization.startsWith("F16") ? 2 : 0.6;
  return {
    digest: digestOf(`weights of ${model.name}`),
    sizeBytes:
      sizeBytes === undefined
        ? Math.round(model.parameterCount * bytesPerParameter)
        : Math.max(0, sizeBytes - smallBytes),
  };
}
