import type { Version } from "../../../src/index.ts";
import { differences } from "../compare.ts";
import type { Replayed } from "./replay.ts";
import { streamDifferences } from "./stream-differences.ts";
import { scenarios } from "./scenarios.ts";

/** The differences between a pull and its recording. Empty if it conforms. */
export function pullDifferences(version: Version, replayed: Replayed): readonly string[] {
  const { recorded } = replayed;
  const { installed = [] } = scenarios[recorded.name] ?? {};
  return recorded.kind === "stream"
    ? streamDifferences({ version, recorded, installed }, replayed)
    : differences(recorded, { ...replayed, lines: [] });
}
