import { describe, expect, it } from "vitest";
import { chanceOf } from "../random.ts";
import { compareWithOne } from "./calm.ts";
import { letChaosReign } from "./chaos.ts";

// `npm run soak -- windows` does the same for longer, with more of them.
describe.runIf(process.platform === "linux")("several windows", () => {
  it("ask Ollama for the same as one", async () => {
    expect((await compareWithOne(3)).wrong).toEqual([]);
  });

  it("show the same and have one leader, whichever are killed, suspended or closed", async () => {
    const { wrong, figures } = await letChaosReign({ windows: 4, ms: 5_000, chance: chanceOf(1) });
    expect(wrong).toEqual([]);
    expect(Number(figures["leaders, one after the other"])).toBeGreaterThan(1);
  });
});
