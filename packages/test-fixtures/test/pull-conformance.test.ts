import { describe, expect, it } from "vitest";
import { versions } from "../src/index.ts";
import { excludedForPreview } from "./conformance/excluded-for-preview.ts";
import { pullDifferences } from "./conformance/pulls/pull-differences.ts";
import { replay } from "./conformance/pulls/replay.ts";
import { scenarios } from "./conformance/pulls/scenarios.ts";

describe.each(versions)("the simulator pulls as Ollama %s did", (version) => {
  const compared = Object.entries(scenarios).filter(
    ([name]) => version !== "0.40-preview" || !(name in excludedForPreview),
  );

  it.for(compared)("%s", async ([name, scenario]) => {
    expect(pullDifferences(version, await replay(version, name, scenario))).toEqual([]);
  });
});
