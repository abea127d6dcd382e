import type { Json, JsonObject } from "../../src/index.ts";
import { isList, isObject } from "../../src/json.ts";

/** Values that depend on the model, the clock or chance. Only their types are compared. */
const OWN_VALUE =
  /(^|\.)(response|content|created|created_at|modified_at|expires_at|\w+_duration|eval_count|prompt_eval_count)$/;
const OWN_ITEMS = /(\.context|\.embedding|\.embeddings\[\d+\]|\.tokenizer\.ggml\.\w+)\[\d+\]$/;
/** Go lists parameters in a random order. */
const IN_ANY_ORDER = /\.(modelfile|parameters)$/;
const ANY_LENGTH = /\.context$/;

/** The differences between two values, each with its path. */
export function diff(path: string, recorded: Json, answered: Json): readonly string[] {
  if (isList(recorded)) return listDiff(path, recorded, answered);
  if (isObject(recorded)) return objectDiff(path, recorded, answered);
  const isSilence = recorded === "" && !path.startsWith("line ");
  const isOwn = !isSilence && (OWN_VALUE.test(path) || OWN_ITEMS.test(path));
  if (typeof recorded !== typeof answered || (recorded === null) !== (answered === null)) {
    return [`${path}: ${typeof recorded} ≠ ${typeof answered}`];
  }
  if (isOwn) return [...timeDiff(path, recorded, answered), ...wholeDiff(path, recorded, answered)];
  if (IN_ANY_ORDER.test(path) && sortedLines(recorded) === sortedLines(answered)) return [];
  return recorded === answered ? [] : [`${path}: ${JSON.stringify(recorded)} ≠ ${JSON.stringify(answered)}`];
}

function listDiff(path: string, recorded: readonly Json[], answered: Json): readonly string[] {
  if (!isList(answered)) return [`${path}: a list ≠ ${typeof answered}`];
  if (ANY_LENGTH.test(path)) {
    return answered.flatMap((item, index) => diff(`${path}[${index}]`, recorded[0] ?? null, item));
  }
  if (recorded.length !== answered.length) return [`${path}: ${recorded.length} items ≠ ${answered.length}`];
  return recorded.flatMap((item, index) => diff(`${path}[${index}]`, item, answered[index] ?? null));
}

function objectDiff(path: string, recorded: JsonObject, answered: Json): readonly string[] {
  if (!isObject(answered)) return [`${path}: an object ≠ ${typeof answered}`];
  const keys = new Set([...Object.keys(recorded), ...Object.keys(answered)]);
  return [...keys].flatMap((key) => {
    const [want, got] = [recorded[key], answered[key]];
    if (want === undefined) return [`${path}.${key}: unknown`];
    if (got === undefined) return [`${path}.${key}: missing`];
    if (key === "size" && recorded.size_vram !== undefined) return memoryDiff(`${path}.${key}`, want, got);
    return diff(`${path}.${key}`, want, got);
  });
}

/** The memory of a model is an estimate, which does not fit the buffers of tiny models. */
function memoryDiff(path: string, want: Json, got: Json): readonly string[] {
  if (typeof want !== "number" || typeof got !== "number") return [`${path}: ${typeof want} ≠ ${typeof got}`];
  const isNear = want < 2_000_000 || Math.abs(got / want - 1) < 0.05;
  return isNear ? [] : [`${path}: ${want} is far from ${got}`];
}

function sortedLines(text: Json): string {
  return typeof text === "string" ? text.split("\n").toSorted().join("\n") : "";
}

function timeDiff(path: string, recorded: Json, answered: Json): readonly string[] {
  const isTime = (value: Json): boolean =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(typeof value === "string" ? value : "");
  return isTime(recorded) && !isTime(answered) ? [`${path}: ${JSON.stringify(answered)} is no time`] : [];
}

function wholeDiff(path: string, recorded: Json, answered: Json): readonly string[] {
  const isCut = Number.isInteger(recorded) && typeof answered === "number" && !Number.isInteger(answered);
  return isCut ? [`${path}: ${String(answered)} is no whole number`] : [];
}
