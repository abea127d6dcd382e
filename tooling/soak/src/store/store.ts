import { chanceOf } from "../random.ts";
import { inOne, type Report } from "../report.ts";
import type { Soak } from "../soak.ts";
import { turnToGarbage } from "./garbage.ts";
import { killHosts } from "./killed.ts";
import { runOnSmallDisk } from "./small-disk.ts";

/** The history against death, a full disk, and garbage. */
export const store: Soak = {
  name: "store",
  what: "kills the host of a history at so many --moments, a quarter of them on a full disk besides, and damages a tenth",
  run: async ({ seed, moments }) =>
    inOne({
      "killed at any moment": await killHosts({ moments, seed, chance: chanceOf(seed) }),
      "turned to garbage": await turnToGarbage({
        moments: Math.ceil(moments / 10),
        seed,
        chance: chanceOf(seed),
      }),
      "on a full disk": (await runOnSmallDisk(Math.ceil(moments / 4), seed)) ?? NO_SMALL_DISK,
    }),
};

const NO_SMALL_DISK: Report = {
  figures: { "not run": "nobody may mount a small disk here (unshare -rm, mount -t tmpfs)" },
  wrong: [],
};
