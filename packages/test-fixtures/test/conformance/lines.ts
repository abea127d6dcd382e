import type { Json, RecordedStream } from "../../src/index.ts";
import { parseJson } from "../../src/json.ts";
import { diff } from "./diff.ts";

/** The differences between the lines of a stream and the recorded ones. */
export function lineDifferences(
  { request }: RecordedStream,
  recorded: readonly Json[],
  answered: readonly Json[],
): readonly string[] {
  return request.path === "/api/create"
    ? diff("lines", mask(recorded), mask(answered))
    : tokenDifferences(recorded, answered);
}

/** The tokens and their number depend on the model. In one recording there is none. */
function tokenDifferences(recorded: readonly Json[], answered: readonly Json[]): readonly string[] {
  const before = recorded.length > 1 ? recorded[0] : undefined;
  const tokens = before === undefined ? [] : answered.slice(0, -1);
  return [
    ...(answered.length > 1 ? [] : ["lines: one at most"]),
    ...tokens.flatMap((line, index) => diff(`line ${index}`, before ?? null, line)),
    ...diff("last line", recorded.at(-1) ?? null, answered.at(-1) ?? null),
  ];
}

/** Removes the digests of new layers, which cannot be reproduced. */
function mask(lines: readonly Json[]): Json {
  const text = JSON.stringify(lines).replaceAll(/(creating new layer) sha256:[0-9a-f]{64}/g, "$1 …");
  return parseJson(text) ?? null;
}
