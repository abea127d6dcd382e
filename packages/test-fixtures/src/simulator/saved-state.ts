import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isList, isObject, parseJson, type Json } from "../json.ts";
import { writeManifests } from "./manifest-files.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";

/** Reads the models that an earlier simulator saved in a folder. */
export function loadModels(dataDir: string | undefined): readonly SimulatedModel[] | undefined {
  if (dataDir === undefined) return undefined;
  const json = parseJson(readIfThere(join(dataDir, FILE)));
  if (!isObject(json) || json.form !== FORM || !isList(json.models)) return undefined;
  return json.models.filter(isModel);
}

/** Saves the models atomically, and writes a manifest for each, as Ollama does. */
export function saveModels(dataDir: string | undefined, models: readonly SimulatedModel[]): void {
  if (dataDir === undefined) return;
  mkdirSync(dataDir, { recursive: true });
  writeManifests(join(dataDir, "manifests"), models);
  const file = join(dataDir, FILE);
  writeFileSync(`${file}.new`, JSON.stringify({ form: FORM, models: [...models].reverse() }));
  renameSync(`${file}.new`, file);
}

const FILE = "stand-in.json";

/** Must change when the fields of a model change. A file of another form is ignored. */
const FORM = 2;

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** A few fields are enough: the file is our own, and has our form. */
function isModel(json: Json | SimulatedModel): json is SimulatedModel {
  return typeof json === "object" && json !== null && "name" in json && "layers" in json && "digest" in json;
}
