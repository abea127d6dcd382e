// npm run manifest: generates parts of package.json and package.nls.json from the table of actions. With --check it
// only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { contributes, isTitleKey, titles } from "./contributes.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function manifestFrom(manifest: JsonObject): JsonObject {
  const { contributes: declared } = manifest;
  if (!isObject(declared)) throw new TypeError("package.json contributes nothing");
  return { ...manifest, contributes: { ...declared, ...contributes() } };
}

/** Replaces the titles; all other texts stay where they are. */
function textsFrom(texts: JsonObject): JsonObject {
  const entries = Object.entries(texts);
  const first = entries.findIndex(([name]) => isTitleKey(name));
  const others = entries.filter(([name]) => !isTitleKey(name));
  const place = first < 0 ? others.length : first;
  return Object.fromEntries([...others.slice(0, place), ...Object.entries(titles()), ...others.slice(place)]);
}

/** Whether a file is up to date; writes it, unless `--check` is given. */
function isUpToDate(name: string, make: (before: JsonObject) => JsonObject): boolean {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const before: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(before)) throw new TypeError(`${name} is not an object`);
  const after = make(before);
  const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(after)), before);
  if (!isSame && !isCheck) writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`);
  if (!isSame && isCheck) console.error(`${name} does not match the table of actions. Run: npm run manifest`);
  return isSame || !isCheck;
}

const isCheck = process.argv.includes("--check");
const results = [isUpToDate("package.json", manifestFrom), isUpToDate("package.nls.json", textsFrom)];
process.exitCode = results.every(Boolean) ? 0 : 1;
