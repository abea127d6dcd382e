// npm run manifest: writes what package.json and package.nls.json have from the table of actions; with --check, compares.
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { contributes, isNameOfTitle, titles } from "./contributes.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function manifestFrom(manifest: JsonObject): JsonObject {
  const { contributes: declared } = manifest;
  if (!isObject(declared)) throw new TypeError("package.json contributes nothing");
  return { ...manifest, contributes: { ...declared, ...contributes() } };
}

/** Titles take the place of the titles that are there; all other texts stay where they are. */
function textsFrom(texts: JsonObject): JsonObject {
  const entries = Object.entries(texts);
  const first = entries.findIndex(([name]) => isNameOfTitle(name));
  const others = entries.filter(([name]) => !isNameOfTitle(name));
  const place = first < 0 ? others.length : first;
  return Object.fromEntries([...others.slice(0, place), ...Object.entries(titles()), ...others.slice(place)]);
}

/** Whether a file is as it should be; writes it unless it is only to be compared. */
function isSettled(name: string, make: (before: JsonObject) => JsonObject): boolean {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const before: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(before)) throw new TypeError(`${name} is no object`);
  const after = make(before);
  const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(after)), before);
  if (!isSame && !isCheck) writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`);
  if (!isSame && isCheck) console.error(`${name} differs from the table of actions: npm run manifest`);
  return isSame || !isCheck;
}

const isCheck = process.argv.includes("--check");
const settled = [isSettled("package.json", manifestFrom), isSettled("package.nls.json", textsFrom)];
process.exitCode = settled.every(Boolean) ? 0 : 1;
