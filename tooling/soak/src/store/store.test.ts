import { describe, expect, it } from "vitest";
import { damageHistories } from "./garbage.ts";
import { killHosts } from "./killed.ts";
import { runOnSmallDisk } from "./small-disk.ts";
import { createRandom } from "../random.ts";

// `npm run soak -- store` does the same many more times.
describe.runIf(process.platform === "linux")("a history", () => {
  it("keeps every acknowledged fact when its host is killed at any moment", async () => {
    const { wrong, figures } = await killHosts({ moments: 10, seed: 1, random: createRandom(1) });
    expect(wrong).toEqual([]);
    expect(figures["facts acknowledged"]).toBeGreaterThan(50);
  });

  it("that is damaged is set aside and replaced by a new one, which is reported once", async () => {
    const { wrong } = await damageHistories({ moments: 3, seed: 2, random: createRandom(2) });
    expect(wrong).toEqual([]);
  });

  it("on a full disk continues in memory, reports that, and returns to the disk when there is space", async (test) => {
    const report = await runOnSmallDisk(2, 3);
    if (!report) return test.skip("mounting a small disk is not permitted here");
    expect(report.wrong).toEqual([]);
    expect(Number(report.figures["returns to the disk"])).toBeGreaterThan(0);
  });
});
