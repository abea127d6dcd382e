import { describe, expect, it } from "vitest";
import { versions } from "../src/index.ts";
import { pullDifferences } from "./conformance/pulls/pull-differences.ts";
import { play } from "./conformance/pulls/replay.ts";
import { scenes } from "./conformance/pulls/scenarios.ts";

describe.each(versions)("the simulator pulls as Ollama %s did", (version) => {
  it.for(Object.entries(scenes))("%s", async ([name, scene]) => {
    expect(pullDifferences(version, await play(version, name, scene))).toEqual([]);
  });
});
