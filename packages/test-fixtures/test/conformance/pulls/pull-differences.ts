import type { Version } from "../../../src/index.ts";
import { differences } from "../compare.ts";
import type { Played } from "./replay.ts";
import { streamDifferences } from "./stream-differences.ts";
import { scenes } from "./scenarios.ts";

/** Says in which points a pull differs from the one that was recorded; nothing where it conforms. */
export function pullDifferences(version: Version, played: Played): readonly string[] {
  const { recorded } = played;
  const { installed = [] } = scenes[recorded.name] ?? {};
  return recorded.kind === "stream"
    ? streamDifferences({ version, recorded, installed }, played)
    : differences(recorded, { ...played, lines: [] });
}
