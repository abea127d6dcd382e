import type { Json } from "./redact-json.ts";

/** JSON of which each event, reading and line of a log is one line, so that a person can read it. */
export function reportText(report: { readonly [key: string]: Json }): string {
  const parts = Object.entries(report).map(([key, value]) => `  ${JSON.stringify(key)}: ${partText(value)}`);
  return `{\n${parts.join(",\n")}\n}\n`;
}

function partText(value: Json): string {
  if (!Array.isArray(value)) return JSON.stringify(value, undefined, 2).replaceAll("\n", "\n  ");
  const items: readonly Json[] = value;
  return items.length === 0
    ? "[]"
    : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
}
