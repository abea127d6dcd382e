import { expect, it } from "vitest";
import type { SimulatorOptions, Version } from "../src/index.ts";
import { isObject, type Json } from "../src/json.ts";
import { pullDifferences } from "./conformance/pulls/pull-differences.ts";
import { play, type Played } from "./conformance/pulls/replay.ts";
import { scenes, type Scene } from "./conformance/pulls/scenarios.ts";

type Case = readonly [what: string, version: Version, name: string, complaint: RegExp];

const OPTIONS: readonly (readonly [...Case, SimulatorOptions])[] = [
  ["a layer that takes no second", "0.24.0", "pull-tiny", /lines/, { version: "0.33.0-rc2" }],
  ["a later version's error", "0.12.11", "pull-manifest-401", /realm/, { version: "0.24.0" }],
  ["a disk with more room", "0.33.0-rc2", "pull-disk-full", /end|lines/, { diskBytes: 1e9 }],
  ["another path", "0.33.0-rc2", "pull-disk-full", /no space/, { modelsPath: "/tmp" }],
  ["a digest that is verified at once", "0.33.0-rc2", "pull-two-second", /end/, { hashBytesPerSecond: 1e12 }],
];

it.for(OPTIONS)("the comparison is not blind to %s", async ([, version, name, complaint, wrong]) => {
  const played = await play(version, name, scenes[name]!, wrong);
  expect(pullDifferences(version, played).join("\n")).toMatch(complaint);
});

const WORLDS: readonly (readonly [...Case, Scene])[] = [
  ["a download that is gone at once", "0.24.0", "pull-resumed-at-once", /lines|end/, scenes["pull-resumed"]!],
  ["a store that does not refuse", "0.33.0-rc2", "pull-blob-403", /lines/, scenes["pull-tiny"]!],
  ["layers that are there", "0.24.0", "pull-fresh", /lines/, scenes["pull-uptodate"]!],
  ["layers that are not there", "0.33.0-rc2", "pull-tiny-again", /lines/, scenes["pull-tiny"]!],
  ["a server that does not die", "0.33.0-rc2", "pull-overlap-first", /exit/, scenes["pull-sigterm"]!],
  ["a server that is not stopped", "0.12.11", "pull-sigterm", /end/, scenes["pull-tiny"]!],
  ["a server that dies", "0.24.0", "pull-sigterm", /exit/, scenes["pull-overlap-first"]!],
  ["a registry that does not refuse", "0.24.0", "pull-manifest-503", /lines/, scenes["pull-tiny"]!],
  ["a store that does not stall", "0.24.0", "pull-stall", /lines|end/, scenes["pull-tiny"]!],
];

it.for(WORLDS)("the comparison is not blind to %s", async ([, version, name, complaint, scene]) => {
  const played = await play(version, name, { shorter: 100, ...scene });
  expect(pullDifferences(version, played).join("\n")).toMatch(complaint);
});

type Line = Played["lines"][number];
const inLines =
  (change: (line: Line, index: number) => readonly Line[]) =>
  (played: Played): Played => ({ ...played, lines: played.lines.flatMap(change) });
const inObjects = (change: (line: Json) => Json) =>
  inLines(({ atMs, line }) => [{ atMs, line: change(line) }]);
const without = (key: string) =>
  inObjects((line) => {
    if (!isObject(line)) return line;
    const { [key]: _, ...rest } = line;
    return rest;
  });

const ANSWERS: readonly (readonly [...Case, (played: Played) => Played])[] = [
  [
    "a line every 90 ms",
    "0.33.0-rc2",
    "pull-aborted",
    /every/,
    inLines(({ atMs, line }) => [{ atMs: atMs * 1.5, line }]),
  ],
  ["a missing total", "0.33.0-rc2", "pull-aborted", /lines/, without("total")],
  ["a missing digest", "0.33.0-rc2", "pull-aborted", /lines/, without("digest")],
  [
    "another total",
    "0.24.0",
    "pull-tiny",
    /lines/,
    inObjects((line) => (isObject(line) && line.total === 107 ? { ...line, total: 108 } : line)),
  ],
  [
    "a zero that is said",
    "0.33.0-rc2",
    "pull-stall",
    /malformed/,
    inObjects((line) => ({ completed: 0, ...(isObject(line) && line) })),
  ],
  [
    "a key that nobody knows",
    "0.33.0-rc2",
    "pull-tiny",
    /malformed/,
    inObjects((line) => ({ extra: 1, ...(isObject(line) && line) })),
  ],
  [
    "no verifying",
    "0.33.0-rc2",
    "pull-tiny",
    /lines/,
    inLines((line) => (JSON.stringify(line).includes("verifying") ? [] : [line])),
  ],
  [
    "no success",
    "0.33.0-rc2",
    "pull-tiny",
    /missing/,
    (played) => ({ ...played, lines: played.lines.slice(0, -1) }),
  ],
  [
    "a line too many",
    "0.33.0-rc2",
    "pull-tiny",
    /nothing more/,
    (played) => ({ ...played, lines: [...played.lines, { atMs: 1, line: { status: "bye" } }] }),
  ],
  [
    "another error",
    "0.33.0-rc2",
    "pull-not-found",
    /lines/,
    inObjects((line) => (isObject(line) && line.error !== undefined ? { error: "no" } : line)),
  ],
  [
    "another content type",
    "0.33.0-rc2",
    "pull-tiny",
    /content-type/,
    (played) => ({ ...played, headers: {} }),
  ],
  ["another status", "0.33.0-rc2", "pull-tiny", /status/, (played) => ({ ...played, status: 500 })],
  [
    "an end that is not clean",
    "0.33.0-rc2",
    "pull-tiny",
    /end/,
    (played) => ({ ...played, end: "broken: aborted" }),
  ],
  [
    "another body",
    "0.33.0-rc2",
    "pull-no-stream",
    /body/,
    (played) => ({ ...played, body: { status: "done" } }),
  ],
];

it.for(ANSWERS)("the comparison is not blind to %s", async ([, version, name, complaint, change]) => {
  const played = await play(version, name, scenes[name]!);
  expect(pullDifferences(version, played)).toEqual([]);
  expect(pullDifferences(version, change(played)).join("\n")).toMatch(complaint);
});
