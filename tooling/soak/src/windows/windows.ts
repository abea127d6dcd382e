import { chanceOf } from "../random.ts";
import { inOne } from "../report.ts";
import type { Soak } from "../soak.ts";
import { compareWithOne } from "./calm.ts";
import { letChaosReign } from "./chaos.ts";

const WINDOWS = 10;

/** Many windows on one history and one Ollama. */
export const windows: Soak = {
  name: "windows",
  what: `for so many --minutes, kills, suspends and closes ${WINDOWS} windows that are asked for all sorts of things`,
  run: async ({ seed, minutes }) =>
    inOne({
      calm: await compareWithOne(WINDOWS),
      chaos: await letChaosReign({ windows: WINDOWS, ms: minutes * 60_000, chance: chanceOf(seed) }),
    }),
};
