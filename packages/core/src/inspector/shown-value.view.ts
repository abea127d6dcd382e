import { momentText } from "./precise-time.view.ts";
import type { Value } from "./state-change.ts";

/** Longer lists and texts are cut off. */
const MOST_ITEMS = 50;
const LONGEST_TEXT = 1_000;

const shortened = new WeakMap<object, Value>();

/**
 * A part of a state as it is shown: long lists and texts are cut off, points in time are told as such. A part that did not change stays the same object.
 */
export function shownValue(value: unknown): Value {
  if (typeof value === "string")
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null) return null;
  const before = shortened.get(value);
  if (before !== undefined) return before;
  const shown = Array.isArray(value) ? shownList(value) : shownFields(value);
  shortened.set(value, shown);
  return shown;
}

const shownList = (items: readonly unknown[]): Value => [
  ...items.slice(0, MOST_ITEMS).map(shownValue),
  ...(items.length > MOST_ITEMS ? [`… ${items.length - MOST_ITEMS} more`] : []),
];

const shownFields = (fields: object): Value =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]: [string, unknown]) =>
      value === undefined ? [] : [[key, momentText(key, value) ?? shownValue(value)]],
    ),
  );
