import { releaseOf, type RecordedStream, type Version } from "../../../src/index.ts";
import { isObject, type Json } from "../../../src/json.ts";
import { featuresOf } from "../../../src/simulator/features.ts";
import { recordedLayers, type RecordedName } from "./recorded-layers.ts";
import type { Replayed } from "./replay.ts";

/** The recording of a pull, and the models that were installed before. */
export type Compared = {
  readonly version: Version;
  readonly recorded: RecordedStream;
  readonly installed: readonly RecordedName[];
};

export function streamDifferences(compared: Compared, replayed: Replayed): readonly string[] {
  const { recorded } = compared;
  const { status, headers, lines, end } = replayed;
  const type = recorded.response.headers["content-type"];
  return [
    ...(recorded.response.status === status ? [] : [`status: ${recorded.response.status} ≠ ${status}`]),
    ...(type === headers["content-type"]
      ? []
      : [`content-type: ${type ?? "none"} ≠ ${headers["content-type"] ?? "none"}`]),
    ...(recorded.end === end ? [] : [`end: ${recorded.end} ≠ ${end}`]),
    ...exitDifferences(recorded, replayed),
    ...runDifferences(compared, lines),
    ...cadenceDifferences(recorded, lines),
    ...lines.flatMap(({ line }) => malformations(line)),
  ];
}

/** Go exits with 2 after a panic only. */
function exitDifferences({ exit }: RecordedStream, { crashes }: Replayed): readonly string[] {
  if (exit === undefined) return [];
  const [recordedExit, replayedExit] = [exit.code === 2, crashes > 0].map((isPanic) =>
    isPanic ? "a panic" : "no panic",
  );
  return recordedExit === replayedExit ? [] : [`exit: ${recordedExit ?? ""} ≠ ${replayedExit ?? ""}`];
}

/** A step of a pull: consecutive lines that only differ in `completed`. */
type Step = { readonly text: string; readonly lines: number; readonly isRandom: boolean };

/** Compares the steps and their order. Since 0.30, lines about a small layer are random. */
function runDifferences(
  { version, recorded, installed }: Compared,
  lines: Replayed["lines"],
): readonly string[] {
  const installedDigests = new Set<string>(
    installed.flatMap((name) => recordedLayers[name].map(({ digest }) => digest)),
  );
  const isRandomVersion = featuresOf(releaseOf(version)).has("partsEndAtOnce");
  const isRandom = (digest: string, total: number): boolean =>
    isRandomVersion && total < SMALL_BYTES && !installedDigests.has(digest);
  const left = [...toSteps(recorded.lines, isRandom)];
  for (const step of toSteps(lines, isRandom)) {
    while (left[0] !== undefined && left[0].text !== step.text && left[0].isRandom) left.shift();
    const want = left[0];
    if (want?.text === step.text) left.shift();
    else if (!step.isRandom) return [`lines: ${want?.text ?? "nothing more"} ≠ ${step.text}`];
    if (want !== undefined && want.lines > 2 && step.lines === 1 && !step.isRandom) {
      return [`lines: ${want.lines} of ${want.text} ≠ 1`];
    }
  }
  const missing = left.find(({ isRandom }) => !isRandom);
  return missing === undefined ? [] : [`lines: ${missing.text} is missing`];
}

/** A layer of this size is downloaded in less than the 60 ms between two lines. */
const SMALL_BYTES = 300_000;

function toSteps(
  lines: Replayed["lines"],
  isRandom: (digest: string, total: number) => boolean,
): readonly Step[] {
  const steps: Step[] = [];
  for (const { line } of lines) {
    const { status, digest, total, error } = isObject(line) ? line : {};
    const text = error === undefined ? JSON.stringify([status, digest, total]) : `error ${mask(error)}`;
    const [layer, bytes] = [typeof digest === "string" ? digest : "", typeof total === "number" ? total : 0];
    const before = steps.at(-1)?.text === text ? steps.pop() : undefined;
    steps.push({
      text,
      lines: 1 + (before?.lines ?? 0),
      isRandom: layer !== "" && isRandom(layer, bytes),
    });
  }
  return steps;
}

/** Removes values that differ in every request. */
function mask(error: Json): string {
  return JSON.stringify(error)
    .replace(/nonce=[\w-]{22}&/, "nonce=…&")
    .replace(/&ts=\d{10}\b/, "&ts=…");
}

/** Compares the 60 ms between lines, if the recording has all lines. */
function cadenceDifferences(recorded: RecordedStream, lines: Replayed["lines"]): readonly string[] {
  if (recorded.thinned !== undefined) return [];
  const [want, got] = [recorded.lines, lines].map(medianGapMs);
  if (want === undefined || got === undefined) return [];
  return Math.abs(want - got) <= 3 ? [] : [`a line every ${want} ms ≠ ${got} ms`];
}

function medianGapMs(lines: Replayed["lines"]): number | undefined {
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
