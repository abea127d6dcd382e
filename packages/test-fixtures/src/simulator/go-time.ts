import type { Json } from "../json.ts";
import { Refusal } from "./http/refusal.ts";

/** Go's longest duration, about 292 years, which Ollama uses for "forever". */
const FOREVER_MS = 9_223_372_036_854;

/** A time in Go's notation: with nanoseconds (made up, since this clock has none), without trailing zeros. */
export function toGoTime(ms: number, nanoseconds = (ms * 7919) % 1_000_000): string {
  const whole = Math.floor(ms);
  const fraction = `${String(whole % 1000).padStart(3, "0")}${String(Math.floor(nanoseconds)).padStart(6, "0")}`;
  const trimmed = fraction.replace(/0+$/, "");
  return `${new Date(whole).toISOString().slice(0, 19)}${trimmed === "" ? "" : `.${trimmed}`}Z`;
}

/** Milliseconds as whole nanoseconds. Never 0, because Ollama omits zeros. */
export function toNanoseconds(ms: number): number {
  return Math.max(1, Math.round(ms * 1e6));
}

/** Reads `keep_alive`: a number of seconds, or a Go duration. Negative means forever. */
export function parseKeepAliveMs(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return value < 0 ? FOREVER_MS : value * 1000;
  if (typeof value !== "string") throw new Refusal(400, `Unsupported type: '${goTypeOf(value)}'`);
  const ms = parseGoDurationMs(value);
  return ms < 0 ? FOREVER_MS : ms;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

function parseGoDurationMs(text: string): number {
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === "0") return 0;
  if (/^\d+(\.\d*)?$/.test(rest)) {
    throw new Refusal(400, `time: missing unit in duration ${JSON.stringify(text)}`);
  }
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) {
    throw new Refusal(400, `time: invalid duration ${JSON.stringify(text)}`);
  }
  const parts = rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g);
  const ms = [...parts].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ""] ?? 0),
    0,
  );
  return sign === "-" ? -ms : ms;
}

function goTypeOf(value: Json): string {
  if (typeof value === "boolean") return "bool";
  return Array.isArray(value) ? "[]interface {}" : "map[string]interface {}";
}
