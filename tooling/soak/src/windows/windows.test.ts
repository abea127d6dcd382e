import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { compareWithOne } from "./calm.ts";
import { runChaos } from "./chaos.ts";

// `npm run soak -- windows` does the same for longer, with more windows.
describe.runIf(process.platform === "linux")("several windows", () => {
  it("send the same requests to Ollama as one window", async () => {
    expect((await compareWithOne(3)).wrong).toEqual([]);
  });

  it(
    "show the same state and have one leader, although windows are killed, suspended and closed",
    { timeout: 120_000 }, // where they do not come to rest within a minute, it says what is wrong
    async () => {
      const { wrong, figures } = await runChaos({ windows: 4, ms: 5_000, random: createRandom(1) });
      expect(wrong).toEqual([]);
      expect(Number(figures["leaders"])).toBeGreaterThan(1);
    },
  );
});
