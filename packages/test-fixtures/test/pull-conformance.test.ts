import { describe, expect, it } from "vitest";
import { versions } from "../src/index.ts";
import { pullDifferences } from "./conformance/pulls/differences.ts";
import { play } from "./conformance/pulls/play.ts";
import { scenes } from "./conformance/pulls/scenes.ts";

describe.each(versions)("the simulator pulls as Ollama %s did", (version) => {
  it.for(Object.entries(scenes))("%s", async ([name, scene]) => {
    expect(pullDifferences(version, await play(version, name, scene))).toEqual([]);
  });
});
