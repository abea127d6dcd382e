import { createRandom } from "../random.ts";
import { inOne, type Report } from "../report.ts";
import type { Soak } from "../soak.ts";
import { damageHistories } from "./garbage.ts";
import { killHosts } from "./killed.ts";
import { runOnSmallDisk } from "./small-disk.ts";

/** Tests the history with killed hosts, a full disk and damaged files. */
export const store: Soak = {
  name: "store",
  what: "kills the host of a history --moments times, a quarter as often on a full disk, and damages the file a tenth as often",
  run: async ({ seed, moments }) =>
    inOne({
      "killed at any moment": await killHosts({ moments, seed, random: createRandom(seed) }),
      damaged: await damageHistories({
        moments: Math.ceil(moments / 10),
        seed,
        random: createRandom(seed),
      }),
      "on a full disk": (await runOnSmallDisk(Math.ceil(moments / 4), seed)) ?? NO_SMALL_DISK,
    }),
};

const NO_SMALL_DISK: Report = {
  figures: { "not run": "mounting a small disk is not permitted here (unshare -rm, mount -t tmpfs)" },
  wrong: [],
};
