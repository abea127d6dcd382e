import type { Json, RecordedStream } from "../../src/index.ts";
import { isObject, parseJson } from "../../src/json.ts";
import { diff } from "./diff.ts";

/** Says in which points the lines of a stream differ from those that were recorded. */
export function lineDifferences(
  { name, request }: RecordedStream,
  recorded: readonly Json[],
  answered: readonly Json[],
): readonly string[] {
  if (request.path === "/api/create" || EXACT_PULLS.has(name)) {
    return diff("lines", blind(recorded), blind(answered));
  }
  return request.path === "/api/pull"
    ? pullDifferences(recorded, answered)
    : tokenDifferences(recorded, answered);
}

/** Where every layer is there already, nothing is left to chance. */
const EXACT_PULLS: ReadonlySet<string> = new Set(["pull-tiny-again", "pull-uptodate"]);

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

/** How many lines a layer has, and how far they say it is, differs from run to run; small layers may be silent. */
function pullDifferences(recorded: readonly Json[], answered: readonly Json[]): readonly string[] {
  const [want, got] = [recorded, answered].map(toRun);
  const run = want === got ? [] : [`lines: ${want ?? ""} ≠ ${got ?? ""}`];
  return [...run, ...answered.filter(isMalformed).map((line) => `lines: ${JSON.stringify(line)}`)];
}

const SMALL_BYTES = 300_000;

function toRun(lines: readonly Json[]): string {
  const steps = lines.flatMap((line) => {
    const { status, error, total } = isObject(line) ? line : {};
    if (error !== undefined) return [JSON.stringify(blind([error]))];
    if (typeof status !== "string") return [];
    if (!/^pulling [0-9a-f]{12}$/.test(status)) return [status];
    return typeof total === "number" && total < SMALL_BYTES ? [] : ["pulling a layer"];
  });
  return steps.filter((step, index) => step !== steps[index - 1]).join(" → ");
}

function isMalformed(line: Json): boolean {
  if (!isObject(line)) return true;
  const { status, error, digest, total, completed, ...more } = line;
  if (Object.keys(more).length > 0) return true;
  if (error !== undefined || digest === undefined) return typeof (error ?? status) !== "string";
  const isCount = (count: Json | undefined): boolean =>
    count === undefined || (Number.isInteger(count) && count !== 0);
  return typeof digest !== "string" || !isCount(total) || !isCount(completed);
}

/** What new bytes hash to nobody else can have. */
function blind(lines: readonly Json[]): Json {
  const text = JSON.stringify(lines).replaceAll(/(creating new layer|got) sha256:[0-9a-f]{64}/g, "$1 …");
  return parseJson(text) ?? null;
}
