import type { IncomingMessage } from "node:http";
import { isList, isObject, parseJson, type Json, type JsonObject } from "../../json.ts";
import { Refusal } from "./refusal.ts";

export async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(toBytes(piece));
  return Buffer.concat(pieces).toString("utf8");
}

export function toBytes(piece: unknown): Uint8Array {
  return piece instanceof Uint8Array ? piece : Buffer.from(String(piece));
}

/** The fields of a request. A field of another type is refused with the text of Go. */
export interface Fields {
  text(key: string): string | undefined;
  flag(key: string): boolean | undefined;
  object(key: string): JsonObject | undefined;
  list(key: string): readonly Json[] | undefined;
  any(key: string): Json | undefined;
  /** `model`, or `name` from older clients and the official one. */
  model(): string;
}

/** Parses a body for the Go struct of this name, which appears in error texts. */
export function parseFields(text: string, struct: string): Fields {
  if (text === "") throw new Refusal(400, "missing request body");
  const body = parseJson(text);
  if (body === undefined) throw new Refusal(400, describeSyntaxError(text));
  if (!isObject(body)) {
    throw new Refusal(400, `json: cannot unmarshal ${kindOf(body)} into Go value of type api.${struct}`);
  }

  const wrong = (key: string, goType: string): Refusal =>
    new Refusal(
      400,
      `json: cannot unmarshal ${kindOf(body[key])} into Go struct field ${struct}.${key} of type ${goType}`,
    );
  const valueAt = (key: string): Json | undefined => body[key] ?? undefined;
  const textAt = (key: string): string | undefined => {
    const value = valueAt(key);
    if (value === undefined || typeof value === "string") return value;
    throw wrong(key, "string");
  };

  return {
    any: valueAt,
    text: textAt,
    model: () => textAt("model") || textAt("name") || "",
    flag(key) {
      const value = valueAt(key);
      if (value === undefined || typeof value === "boolean") return value;
      throw wrong(key, "bool");
    },
    object(key) {
      const value = valueAt(key);
      if (value === undefined || isObject(value)) return value;
      throw wrong(key, "map[string]interface {}");
    },
    list(key) {
      const value = valueAt(key);
      if (value === undefined || isList(value)) return value;
      throw wrong(key, "[]interface {}");
    },
  };
}

function describeSyntaxError(text: string): string {
  const start = text.trimStart();
  if (start === "") return "EOF";
  if (!'{["0123456789-tfn'.includes(start.charAt(0))) {
    return `invalid character '${start.charAt(0)}' looking for beginning of value`;
  }
  return "unexpected EOF";
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "null";
  if (isList(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
