import { expect, it } from "vitest";
import type { SimulatorOptions, Version } from "../src/index.ts";
import { isObject, type Json } from "../src/json.ts";
import { pullDifferences } from "./conformance/pulls/pull-differences.ts";
import { replay, type Replayed } from "./conformance/pulls/replay.ts";
import { scenarios, type Scenario } from "./conformance/pulls/scenarios.ts";

type Case = readonly [what: string, version: Version, name: string, complaint: RegExp];

const OPTIONS: readonly (readonly [...Case, SimulatorOptions])[] = [
  ["a layer that takes less than a second", "0.24.0", "pull-tiny", /lines/, { version: "0.33.0-rc2" }],
  ["a later version's error", "0.12.11", "pull-manifest-401", /realm/, { version: "0.24.0" }],
  ["a disk with more room", "0.33.0-rc2", "pull-disk-full", /end|lines/, { diskBytes: 1e9 }],
  ["another path", "0.33.0-rc2", "pull-disk-full", /no space/, { modelsPath: "/tmp" }],
  ["a digest that is verified at once", "0.33.0-rc2", "pull-two-second", /end/, { hashBytesPerSecond: 1e12 }],
];

it.for(OPTIONS)("the comparison notices %s", async ([, version, name, complaint, overrides]) => {
  const replayed = await replay(version, name, scenarios[name]!, overrides);
  expect(pullDifferences(version, replayed).join("\n")).toMatch(complaint);
});

const SCENARIOS: readonly (readonly [...Case, Scenario])[] = [
  ["a download that ends at once", "0.24.0", "pull-resumed-at-once", /lines|end/, scenarios["pull-resumed"]!],
  ["a store that does not refuse", "0.33.0-rc2", "pull-blob-403", /lines/, scenarios["pull-tiny"]!],
  ["layers that exist already", "0.24.0", "pull-fresh", /lines/, scenarios["pull-uptodate"]!],
  ["layers that are missing", "0.33.0-rc2", "pull-tiny-again", /lines/, scenarios["pull-tiny"]!],
  ["a server that does not crash", "0.33.0-rc2", "pull-overlap-first", /exit/, scenarios["pull-sigterm"]!],
  ["a server that is not stopped", "0.12.11", "pull-sigterm", /end/, scenarios["pull-tiny"]!],
  ["a server that crashes", "0.24.0", "pull-sigterm", /exit/, scenarios["pull-overlap-first"]!],
  ["a registry that does not refuse", "0.24.0", "pull-manifest-503", /lines/, scenarios["pull-tiny"]!],
  ["a store that does not stall", "0.24.0", "pull-stall", /lines|end/, scenarios["pull-tiny"]!],
];

it.for(SCENARIOS)("the comparison notices %s", async ([, version, name, complaint, scenario]) => {
  const replayed = await replay(version, name, { shrinkFactor: 100, ...scenario });
  expect(pullDifferences(version, replayed).join("\n")).toMatch(complaint);
});

type Line = Replayed["lines"][number];
const inLines =
  (change: (line: Line, index: number) => readonly Line[]) =>
  (replayed: Replayed): Replayed => ({ ...replayed, lines: replayed.lines.flatMap(change) });
const inObjects = (change: (line: Json) => Json) =>
  inLines(({ atMs, line }) => [{ atMs, line: change(line) }]);
const without = (key: string) =>
  inObjects((line) => {
    if (!isObject(line)) return line;
    const { [key]: _, ...rest } = line;
    return rest;
  });

const ANSWERS: readonly (readonly [...Case, (replayed: Replayed) => Replayed])[] = [
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
    "an explicit zero",
    "0.33.0-rc2",
    "pull-stall",
    /malformed/,
    inObjects((line) => ({ completed: 0, ...(isObject(line) && line) })),
  ],
  [
    "an unknown key",
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
    (replayed) => ({ ...replayed, lines: replayed.lines.slice(0, -1) }),
  ],
  [
    "a line too many",
    "0.33.0-rc2",
    "pull-tiny",
    /nothing more/,
    (replayed) => ({ ...replayed, lines: [...replayed.lines, { atMs: 1, line: { status: "bye" } }] }),
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
    (replayed) => ({ ...replayed, headers: {} }),
  ],
  ["another status", "0.33.0-rc2", "pull-tiny", /status/, (replayed) => ({ ...replayed, status: 500 })],
  ["a broken end", "0.33.0-rc2", "pull-tiny", /end/, (replayed) => ({ ...replayed, end: "broken: aborted" })],
  [
    "another body",
    "0.33.0-rc2",
    "pull-no-stream",
    /body/,
    (replayed) => ({ ...replayed, body: { status: "done" } }),
  ],
];

it.for(ANSWERS)("the comparison notices %s", async ([, version, name, complaint, change]) => {
  const replayed = await replay(version, name, scenarios[name]!);
  expect(pullDifferences(version, replayed)).toEqual([]);
  expect(pullDifferences(version, change(replayed)).join("\n")).toMatch(complaint);
});
