import type { Json, RecordedStream } from "../../src/index.ts";
import { parseJson } from "../../src/json.ts";
import { diff } from "./diff.ts";

/** Says in which points the lines of a stream differ from those that were recorded. */
export function lineDifferences(
  { request }: RecordedStream,
  recorded: readonly Json[],
  answered: readonly Json[],
): readonly string[] {
  return request.path === "/api/create"
    ? diff("lines", blind(recorded), blind(answered))
    : tokenDifferences(recorded, answered);
}

/** How many tokens come, and which, is the model's affair; once it said nothing at all. */
function tokenDifferences(recorded: readonly Json[], answered: readonly Json[]): readonly string[] {
  const before = recorded.length > 1 ? recorded[0] : undefined;
  const tokens = before === undefined ? [] : answered.slice(0, -1);
  return [
    ...(answered.length > 1 ? [] : ["lines: one at most"]),
    ...tokens.flatMap((line, index) => diff(`line ${index}`, before ?? null, line)),
    ...diff("last line", recorded.at(-1) ?? null, answered.at(-1) ?? null),
  ];
}

/** What new bytes hash to nobody else can have. */
function blind(lines: readonly Json[]): Json {
  const text = JSON.stringify(lines).replaceAll(/(creating new layer) sha256:[0-9a-f]{64}/g, "$1 …");
  return parseJson(text) ?? null;
}
