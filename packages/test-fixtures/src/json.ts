/** Any value that JSON can say, for bodies whose shape is not ours. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object of unknown keys, for what comes from outside before it is read field by field. */
export type JsonObject = { readonly [key: string]: Json };

/** Reads a JSON text, or says `undefined` where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // what JSON.parse gives is JSON
  } catch {
    return undefined;
  }
}

/** Tells an object from every other JSON value. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells a list from every other JSON value. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Takes the texts out of what may be a list. */
export function toTexts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
