import { isObject, parseJson, toTexts, type Json, type JsonObject } from "../../json.ts";
import type { Architecture } from "./architecture.ts";
import { textLayer, type SimulatedLayer } from "./layers.ts";
import type { Capability, ModelTraits, SimulatedModel } from "./simulated-model.ts";

/**
 * The config layer of a model. A real Ollama reads the dimensions of the network from the model file. Model files have
 * no content here, so the config carries the dimensions under `simulated`, a key that real registries do not have.
 */
export function configLayer(model: Omit<SimulatedModel, "layers" | "digest" | "sizeBytes">): SimulatedLayer {
  const simulated = Object.fromEntries(ARCHITECTURE.map((key) => [key, model[key]]));
  const config: JsonObject = {
    model_format: model.format,
    model_family: model.family,
    model_families: [model.family],
    model_type: model.parameterSize,
    file_type: model.quantization,
    architecture: "amd64",
    os: "linux",
    ...(model.remote && { remote_host: model.remote.host, remote_model: model.remote.model }),
    ...(model.requires !== undefined && { requires: model.requires }),
    simulated: {
      ...simulated,
      parameterCount: model.parameterCount,
      capabilities: model.capabilities,
      ...(model.needsConversion === true && { needsConversion: true }),
    },
  };
  return textLayer("config", JSON.stringify(config));
}

/** Reads a config layer. Absent properties are derived later. */
export function parseConfig(text: string): ModelTraits {
  const config = parseJson(text);
  if (!isObject(config)) return {};
  const simulated = isObject(config.simulated) ? config.simulated : {};
  const capabilities = toTexts(simulated.capabilities).filter(isCapability);
  return {
    ...pick("family", config.model_family),
    ...pick("parameterSize", config.model_type),
    ...pick("quantization", config.file_type),
    ...pick("format", config.model_format),
    ...pick("requires", config.requires),
    ...Object.fromEntries(
      [...ARCHITECTURE, "parameterCount"].flatMap((key) => toNumberEntry(key, simulated[key])),
    ),
    ...(capabilities.length > 0 && { capabilities }),
    ...(simulated.needsConversion === true && { needsConversion: true }),
  };
}

const ARCHITECTURE = [
  "contextLength",
  "embeddingLength",
  "blockCount",
  "headCount",
  "headCountKv",
  "feedForwardLength",
  "vocabularySize",
] as const satisfies readonly (keyof Architecture)[];

const CAPABILITIES: readonly string[] = [
  "completion",
  "tools",
  "insert",
  "vision",
  "embedding",
  "thinking",
  "image",
  "audio",
  "decision",
] satisfies readonly Capability[];

function isCapability(text: string): text is Capability {
  return CAPABILITIES.includes(text);
}

function pick(key: keyof ModelTraits, value: Json | undefined): ModelTraits {
  return typeof value === "string" ? { [key]: value } : {};
}

function toNumberEntry(key: string, value: Json | undefined): readonly (readonly [string, number])[] {
  return typeof value === "number" ? [[key, value]] : [];
}
