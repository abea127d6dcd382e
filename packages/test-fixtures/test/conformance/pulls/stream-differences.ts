import type { RecordedStream, Version } from "../../../src/index.ts";
import { isObject, type Json } from "../../../src/json.ts";
import { hasFeature } from "../../../src/simulator/features.ts";
import { horses, type Horse } from "./recorded-layers.ts";
import type { Played } from "./replay.ts";

/** What a pull is compared with, and what had been pulled before that was recorded. */
export type Compared = {
  readonly version: Version;
  readonly recorded: RecordedStream;
  readonly installed: readonly Horse[];
};

/** Says in which points a pull differs from the one that was recorded. */
export function streamDifferences(compared: Compared, played: Played): readonly string[] {
  const { recorded } = compared;
  const { status, headers, lines, end } = played;
  const type = recorded.response.headers["content-type"];
  return [
    ...(recorded.response.status === status ? [] : [`status: ${recorded.response.status} ≠ ${status}`]),
    ...(type === headers["content-type"]
      ? []
      : [`content-type: ${type ?? "none"} ≠ ${headers["content-type"] ?? "none"}`]),
    ...(recorded.end === end ? [] : [`end: ${recorded.end} ≠ ${end}`]),
    ...exitDifferences(recorded, played),
    ...runDifferences(compared, lines),
    ...cadenceDifferences(recorded, lines),
    ...lines.flatMap(({ line }) => malformations(line)),
  ];
}

/** Go ends with 2 after a panic, and with nothing else. */
function exitDifferences({ exit }: RecordedStream, { crashes }: Played): readonly string[] {
  if (exit === undefined) return [];
  const [had, has] = [exit.code === 2, crashes > 0].map((isPanic) => (isPanic ? "a panic" : "no panic"));
  return had === has ? [] : [`exit: ${had ?? ""} ≠ ${has ?? ""}`];
}

/** A step of a pull: what stays the same from line to line. */
type Step = { readonly text: string; readonly lines: number; readonly isByChance: boolean };

/** The same steps in the same order; since 0.30 what is said of a small layer that was not there is chance. */
function runDifferences(
  { version, recorded, installed }: Compared,
  lines: Played["lines"],
): readonly string[] {
  const there = new Set<string>(installed.flatMap((horse) => horses[horse].map(({ digest }) => digest)));
  const isChancy = hasFeature(version, "partsEndAtOnce");
  const isByChance = (digest: string, total: number): boolean =>
    isChancy && total < SMALL_BYTES && !there.has(digest);
  const left = [...toSteps(recorded.lines, isByChance)];
  for (const step of toSteps(lines, isByChance)) {
    while (left[0] !== undefined && left[0].text !== step.text && left[0].isByChance) left.shift();
    const want = left[0];
    if (want?.text === step.text) left.shift();
    else if (!step.isByChance) return [`lines: ${want?.text ?? "nothing more"} ≠ ${step.text}`];
    if (want !== undefined && want.lines > 2 && step.lines === 1 && !step.isByChance) {
      return [`lines: ${want.lines} of ${want.text} ≠ 1`];
    }
  }
  const missing = left.find(({ isByChance }) => !isByChance);
  return missing === undefined ? [] : [`lines: ${missing.text} is missing`];
}

/** What is there in less than the 60 ms that a line takes. */
const SMALL_BYTES = 300_000;

function toSteps(
  lines: Played["lines"],
  isByChance: (digest: string, total: number) => boolean,
): readonly Step[] {
  const steps: Step[] = [];
  for (const { line } of lines) {
    const { status, digest, total, error } = isObject(line) ? line : {};
    const text = error === undefined ? JSON.stringify([status, digest, total]) : `error ${blind(error)}`;
    const [layer, bytes] = [typeof digest === "string" ? digest : "", typeof total === "number" ? total : 0];
    const before = steps.at(-1)?.text === text ? steps.pop() : undefined;
    steps.push({
      text,
      lines: 1 + (before?.lines ?? 0),
      isByChance: layer !== "" && isByChance(layer, bytes),
    });
  }
  return steps;
}

/** What was new each time it was asked. */
function blind(error: Json): string {
  return JSON.stringify(error)
    .replace(/nonce=[\w-]{22}&/, "nonce=…&")
    .replace(/&ts=\d{10}\b/, "&ts=…");
}

/** A line every 60 ms, where the recording has all of them. */
function cadenceDifferences(recorded: RecordedStream, lines: Played["lines"]): readonly string[] {
  if (recorded.thinned !== undefined) return [];
  const [want, got] = [recorded.lines, lines].map(medianGapMs);
  if (want === undefined || got === undefined) return [];
  return Math.abs(want - got) <= 3 ? [] : [`a line every ${want} ms ≠ ${got} ms`];
}

function medianGapMs(lines: Played["lines"]): number | undefined {
  const gaps = lines.flatMap(({ atMs, line }, index) => {
    const before = lines[index - 1];
    const isOfOne =
      isObject(line) &&
      line.digest !== undefined &&
      isObject(before?.line) &&
      before.line.digest === line.digest;
    return before !== undefined && isOfOne ? [atMs - before.atMs] : [];
  });
  gaps.sort((a, b) => a - b);
  return gaps.length < 4 ? undefined : gaps[Math.floor(gaps.length / 2)];
}

function malformations(line: Json): readonly string[] {
  if (!isObject(line)) return [`no object: ${JSON.stringify(line)}`];
  const { status, error, digest, total, completed, ...more } = line;
  const isCount = (count: Json | undefined): boolean =>
    count === undefined || (typeof count === "number" && Number.isInteger(count) && count > 0);
  const isRight =
    Object.keys(more).length === 0 &&
    typeof (error ?? status) === "string" &&
    (digest === undefined ? total === undefined && completed === undefined : typeof digest === "string") &&
    isCount(total) &&
    isCount(completed);
  return isRight ? [] : [`malformed: ${JSON.stringify(line)}`];
}
