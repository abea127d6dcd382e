import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isList, isObject, parseJson, type Json } from "../json.ts";
import type { SimulatedModel } from "./model/models.ts";
import type { Unfinished } from "./pull/partial.ts";

/** What outlives a simulator. */
export type SavedState = {
  readonly models: readonly SimulatedModel[];
  readonly unfinished: readonly Unfinished[];
};

/** Reads what an earlier simulator left in a folder. */
export function loadState(dataDir: string | undefined): SavedState | undefined {
  if (dataDir === undefined) return undefined;
  const json = parseJson(readIfThere(join(dataDir, FILE)));
  if (!isObject(json) || json.form !== FORM || !isList(json.models) || !isList(json.unfinished)) {
    return undefined;
  }
  return { models: json.models.filter(isModel), unfinished: json.unfinished.filter(isUnfinished) };
}

/** Writes it, so that a crash at any moment leaves either the old or the new. */
export function saveState(
  dataDir: string | undefined,
  models: readonly SimulatedModel[],
  unfinished: readonly Unfinished[],
): void {
  if (dataDir === undefined) return;
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE);
  writeFileSync(`${file}.new`, JSON.stringify({ form: FORM, models: [...models].reverse(), unfinished }));
  renameSync(`${file}.new`, file);
}

const FILE = "stand-in.json";

/** Changes whenever a model has other fields: a file of another form is not read. */
const FORM = 1;

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

function isUnfinished(json: Json | Unfinished): json is Unfinished {
  return typeof json === "object" && json !== null && "doneBytes" in json && "totalBytes" in json;
}
