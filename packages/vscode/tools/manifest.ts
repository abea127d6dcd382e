// npm run manifest: generates parts of package.json and package.nls.json from the tables of actions and of Ollama's
// environment variables. With --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { contributes, isTitleKey, titles } from "./contributes.ts";
import {
  ENVIRONMENT_SETTING,
  environmentProperties,
  isVariableKey,
  variableTexts,
} from "./environment-schema.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function manifestFrom(manifest: JsonObject): JsonObject {
  const { contributes: declared } = manifest;
  if (!isObject(declared)) throw new TypeError("package.json contributes nothing");
  const configuration = changedIn(
    declared,
    ["configuration", "properties", ENVIRONMENT_SETTING],
    (setting) => ({
      ...setting,
      properties: environmentProperties(),
    }),
  );
  return { ...manifest, contributes: { ...configuration, ...contributes() } };
}

/** The same object, with the object at this path changed. */
function changedIn(
  object: JsonObject,
  [key = "", ...rest]: readonly string[],
  change: (found: JsonObject) => JsonObject,
): JsonObject {
  const found = object[key];
  if (!isObject(found)) throw new TypeError(`package.json has no ${key}`);
  return { ...object, [key]: rest.length === 0 ? change(found) : changedIn(found, rest, change) };
}

/** Replaces the generated texts; all others stay where they are. */
const textsFrom = (texts: JsonObject): JsonObject =>
  replaced(replaced(texts, isTitleKey, titles()), isVariableKey, variableTexts());

function replaced(texts: JsonObject, isReplaced: (key: string) => boolean, by: JsonObject): JsonObject {
  const entries = Object.entries(texts);
  const first = entries.findIndex(([name]) => isReplaced(name));
  const others = entries.filter(([name]) => !isReplaced(name));
  const place = first < 0 ? others.length : first;
  return Object.fromEntries([...others.slice(0, place), ...Object.entries(by), ...others.slice(place)]);
}

/** Whether a file is up to date; writes it, unless `--check` is given. */
function isUpToDate(name: string, make: (before: JsonObject) => JsonObject): boolean {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const before: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(before)) throw new TypeError(`${name} is not an object`);
  const after = make(before);
  const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(after)), before);
  if (!isSame && !isCheck) writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`);
  if (!isSame && isCheck)
    console.error(`${name} does not match the tables of actions and variables. Run: npm run manifest`);
  return isSame || !isCheck;
}

const isCheck = process.argv.includes("--check");
const results = [isUpToDate("package.json", manifestFrom), isUpToDate("package.nls.json", textsFrom)];
process.exitCode = results.every(Boolean) ? 0 : 1;
