import { isList, isObject, parseJson, toTexts } from "../../json.ts";
import type { Library } from "../library.ts";
import { parseConfig } from "../model/config-layer.ts";
import type { LayerKind } from "../model/layers.ts";
import { simulatedModel } from "../model/models.ts";
import type { Parameters, SimulatedModel } from "../model/simulated-model.ts";
import { toShortest, type FullName } from "../model/names.ts";
import type { Manifest } from "./manifest.ts";

export function toPulledModel(name: FullName, manifest: Manifest, library: Library): SimulatedModel {
  const layers = manifest.layers.map((layer) => {
    const text = library.blob(layer.digest)?.text;
    return text === undefined || text === "" ? layer : { ...layer, text };
  });
  const textOf = (kind: LayerKind): string | undefined => layers.find((layer) => layer.kind === kind)?.text;
  const [template, system, license, params] = [
    textOf("template"),
    textOf("system"),
    textOf("license"),
    textOf("params"),
  ];
  const model = simulatedModel(toShortest(name), {
    ...parseConfig(textOf("config") ?? ""),
    ...(template !== undefined && { template }),
    ...(system !== undefined && { system }),
    ...(license !== undefined && { license }),
    ...(params !== undefined && { parameters: parseParameters(params) }),
  });
  return {
    ...model,
    layers,
    ...manifest.child,
    digest: manifest.digest,
    sizeBytes: layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
  };
}

export function parseParameters(text: string): Parameters {
  const json = parseJson(text);
  const parameters: Record<string, Parameters[string]> = {};
  for (const [name, value] of Object.entries(isObject(json) ? json : {})) {
    if (isList(value)) parameters[name] = toTexts(value);
    else if (value !== null && !isObject(value)) parameters[name] = value;
  }
  return parameters;
}
