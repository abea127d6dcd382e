import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isList, isObject, parseJson, type Json } from "../json.ts";
import type { SavedLibrary } from "./library/tag-store.ts";
import type { Tag } from "./library/tags.ts";
import { writeLinks, writeManifests } from "./manifest-files.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";

/** Reads the models that an earlier simulator, perhaps of another version, saved in a folder. */
export function loadLibrary(dataDir: string | undefined): SavedLibrary | undefined {
  if (dataDir === undefined) return undefined;
  const json = parseJson(readIfThere(join(dataDir, FILE)));
  if (!isObject(json) || json.form !== FORM) return undefined;
  const { legacy, v2, children } = json;
  if (!isList(legacy) || !isList(v2) || !isList(children)) return undefined;
  return { legacy: legacy.filter(isTag), v2: v2.filter(isTag), children: children.filter(isModel) };
}

/** Saves the models atomically, and writes their manifests, as this version of Ollama does. */
export function saveLibrary(dataDir: string | undefined, saved: SavedLibrary, hasLists: boolean): void {
  if (dataDir === undefined) return;
  mkdirSync(dataDir, { recursive: true });
  writeManifests(join(dataDir, "manifests"), saved.legacy);
  if (hasLists) writeLinks(join(dataDir, "manifests-v2"), saved.v2);
  const file = join(dataDir, FILE);
  writeFileSync(`${file}.new`, JSON.stringify({ form: FORM, ...saved }));
  renameSync(`${file}.new`, file);
}

const FILE = "stand-in.json";

/** Must change when the fields of a model change. A file of another form is ignored. */
const FORM = 3;

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

function isTag(json: Json | Tag): json is Tag {
  return typeof json === "object" && json !== null && "name" in json && "content" in json;
}
