import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isList, isObject, parseJson, type Json } from "../json.ts";
import { writeManifests } from "./manifest-files.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";

/** Reads the models that an earlier simulator left in a folder. */
export function loadModels(dataDir: string | undefined): readonly SimulatedModel[] | undefined {
  if (dataDir === undefined) return undefined;
  const json = parseJson(readIfThere(join(dataDir, FILE)));
  if (!isObject(json) || json.form !== FORM || !isList(json.models)) return undefined;
  return json.models.filter(isModel);
}

/** Writes them, so that a crash at any moment leaves either the old or the new; and a manifest for each, as Ollama. */
export function saveModels(dataDir: string | undefined, models: readonly SimulatedModel[]): void {
  if (dataDir === undefined) return;
  mkdirSync(dataDir, { recursive: true });
  writeManifests(join(dataDir, "manifests"), models);
  const file = join(dataDir, FILE);
  writeFileSync(`${file}.new`, JSON.stringify({ form: FORM, models: [...models].reverse() }));
  renameSync(`${file}.new`, file);
}

const FILE = "stand-in.json";

/** Changes whenever a model has other fields: a file of another form is not read. */
const FORM = 2;

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** The file is our own and of our own form, so a few fields tell. */
function isModel(json: Json | SimulatedModel): json is SimulatedModel {
  return typeof json === "object" && json !== null && "name" in json && "layers" in json && "digest" in json;
}
