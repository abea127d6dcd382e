import { describe, expect, it } from "vitest";
import { turnToGarbage } from "./garbage.ts";
import { killHosts } from "./killed.ts";
import { runOnSmallDisk } from "./small-disk.ts";
import { chanceOf } from "../random.ts";

// `npm run soak -- store` does the same for longer.
describe.runIf(process.platform === "linux")("a history", () => {
  it("keeps all that it has acknowledged when its host is killed at any moment", async () => {
    const { wrong, figures } = await killHosts({ moments: 10, seed: 1, chance: chanceOf(1) });
    expect(wrong).toEqual([]);
    expect(figures["facts acknowledged"]).toBeGreaterThan(50);
  });

  it("that turns to garbage is kept aside, and a new one is begun, and that is said once", async () => {
    const { wrong } = await turnToGarbage({ moments: 3, seed: 2, chance: chanceOf(2) });
    expect(wrong).toEqual([]);
  });

  it("on a disk that is full at times goes on in memory, says so, and is kept again", async (test) => {
    const report = await runOnSmallDisk(2, 3);
    if (!report) return test.skip("nobody may mount a small disk here");
    expect(report.wrong).toEqual([]);
    expect(Number(report.figures["times that it was kept again"])).toBeGreaterThan(0);
  });
});
