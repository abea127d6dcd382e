import type { JsonObject } from "../json.ts";
import { Refusal } from "./http/refusal.ts";
import { toParameterSize } from "./model/architecture.ts";
import { digestOf, textLayer, type LayerKind, type SimulatedLayer } from "./model/layers.ts";
import { manifestTextOf, simulatedModel } from "./model/models.ts";
import type { Parameters, SimulatedModel } from "./model/simulated-model.ts";
import { toTensors } from "./model/tensors.ts";
import type { Ollama } from "./ollama.ts";

/** The name of the new model, and its differences from the base model. */
export type Recipe = {
  readonly name: string;
  readonly template?: string;
  readonly system?: string;
  readonly license?: readonly string[];
  readonly requires?: string;
  readonly parameters: Parameters;
  readonly quantization?: string;
};

type Report = (line: JsonObject) => void;

/** Makes a model from an installed one. Unchanged layers are shared. */
export function createFromModel(
  recipe: Recipe,
  from: string,
  report: Report,
  ollama: Ollama,
): SimulatedModel {
  const base = ollama.library.find(from);
  if (base === undefined) throw new Refusal(404, `model '${from}' not found`);
  const { modifiedAtMs: _, ...kept } = base;
  const merged = {
    ...kept,
    ...changesOf(recipe),
    parameters: { ...base.parameters, ...recipe.parameters },
  };
  const weights = base.layers.filter((layer) => layer.kind === "model");
  const made = recipe.quantization === undefined ? weights : quantized(recipe, base, report, ollama);

  const replaced = new Set<LayerKind>(["model", "params", "config"]);
  for (const kind of ["template", "system", "license"] as const) {
    if (recipe[kind] !== undefined) replaced.add(kind);
  }
  const layers = [
    ...made,
    ...base.layers.filter((layer) => !replaced.has(layer.kind)),
    ...newLayers(recipe, merged.parameters),
  ];
  reportLayers(layers, report, ollama);
  return assemble({ ...merged, name: recipe.name, parentModel: base.name }, layers, ollama);
}

/**
 * Makes a model from uploaded files. Since 0.30, Ollama rewrites the weights. A real one sees in each file what it is;
 * here the first one holds the weights.
 */
export function createFromFiles(
  recipe: Recipe,
  { weights: digest, projectors }: { readonly weights: string; readonly projectors: readonly string[] },
  report: Report,
  ollama: Ollama,
): SimulatedModel {
  report({ status: "parsing GGUF" });
  const blob = ollama.library.blob(digest);
  if (blob?.isGguf !== true) throw new Error("supplied file was not in GGUF format");
  const { sizeBytes } = blob;
  const isRewritten = ollama.has("llamaServer") && !ollama.has("keepsGguf");
  if (isRewritten) report({ status: "verifying conversion" });
  const weights = {
    kind: "model" as const,
    digest: isRewritten ? digestOf(`rewritten ${digest}`) : digest,
    sizeBytes,
  };
  const others = projectors.map((projector) => {
    const { sizeBytes: size = 0 } = ollama.library.blob(projector) ?? {};
    return { kind: "projector" as const, digest: projector, sizeBytes: size };
  });
  const layers = [weights, ...others, ...newLayers(recipe, recipe.parameters)];
  reportLayers(layers, report, ollama);
  const { name, quantization, license, ...changes } = recipe;
  const traits = {
    ...changes,
    ...(license && { license: license.join("\n") }),
    weights,
    quantization: quantization ?? "F16",
  };
  return assemble(simulatedModel(name, traits), layers, ollama);
}

function quantized(
  { quantization = "" }: Recipe,
  base: SimulatedModel,
  report: Report,
  ollama: Ollama,
): readonly SimulatedLayer[] {
  const weights = base.layers.filter((layer) => layer.kind === "model");
  if (ollama.has("keepsGguf")) throw new Refusal(400, NO_QUANTISATION);
  if (!ollama.has("llamaServer")) {
    const total = weights[0]?.sizeBytes ?? 0;
    const count = toTensors(base).length;
    const status = `quantizing ${base.quantization} model to ${quantization}`;
    for (let step = 1; step <= count; step += 1) {
      const completed = Math.round((total * step) / count);
      report({ status, digest: "0000000000000000000", total, completed });
    }
  }
  report({ status: "verifying conversion" });
  return weights.map(({ kind, digest, sizeBytes }) => ({
    kind,
    digest: digestOf(`${quantization} of ${digest}`),
    sizeBytes: Math.round(sizeBytes * 0.53),
  }));
}

const NO_QUANTISATION =
  "create-time quantization is only supported for safetensors imports; quantize GGUF models with llama.cpp tools " +
  "before importing";

function newLayers(recipe: Recipe, parameters: Parameters): readonly SimulatedLayer[] {
  const sorted = Object.fromEntries(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [
    ...(recipe.template === undefined ? [] : [textLayer("template", recipe.template)]),
    ...(recipe.license ?? []).map((text) => textLayer("license", text)),
    ...(recipe.system === undefined ? [] : [textLayer("system", recipe.system)]),
    // Go adds a line feed. The digest therefore never matches that of a pulled params layer.
    ...(Object.keys(sorted).length === 0 ? [] : [textLayer("params", `${JSON.stringify(sorted)}\n`)]),
  ];
}

function reportLayers(layers: readonly SimulatedLayer[], report: Report, { library }: Ollama): void {
  for (const { digest } of layers) {
    report({ status: `${library.hasBlob(digest) ? "using existing" : "creating new"} layer ${digest}` });
  }
}

/** A created model is for `ggml`, even if it was made from a child for `llamacpp`. */
function assemble(model: SimulatedModel, layers: readonly SimulatedLayer[], { has }: Ollama): SimulatedModel {
  const config = model.layers.filter((layer) => layer.kind === "config");
  const made = {
    ...model,
    ...(has("manifestLists") && { runner: "ggml" as const }),
    parameterSize: toParameterSize(model.parameterCount),
    layers: [...layers, ...config],
  };
  return {
    ...made,
    sizeBytes: made.layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
    digest: digestOf(manifestTextOf(made)).slice("sha256:".length),
  };
}

function changesOf(recipe: Recipe): Partial<SimulatedModel> {
  const { name: _name, parameters: _parameters, license, ...changes } = recipe;
  return { ...changes, ...(license && { license: license.join("\n") }) };
}
