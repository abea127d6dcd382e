import { readFileSync } from "node:fs";

/** An object out of JSON, of which nothing is known but its names. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a text holds, or nothing if it holds something else. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The object in a file, or nothing if there is none. */
export function readObject(file: string): JsonObject | undefined {
  try {
    return parseObject(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** A text in an object; one that must be there. */
export function textIn(object: JsonObject | undefined, name: string): string {
  const value = object?.[name];
  if (typeof value !== "string") throw new TypeError(`there is no text "${name}"`);
  return value;
}
