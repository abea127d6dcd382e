import { createRandom } from "../random.ts";
import { inOne } from "../report.ts";
import type { Soak } from "../soak.ts";
import { compareWithOne } from "./calm.ts";
import { runChaos } from "./chaos.ts";

const WINDOWS = 10;

/** Many windows on one history and one Ollama. */
export const windows: Soak = {
  name: "windows",
  what: `kills, suspends and closes ${WINDOWS} windows for --minutes minutes, while they get random commands`,
  run: async ({ seed, minutes }) =>
    inOne({
      calm: await compareWithOne(WINDOWS),
      chaos: await runChaos({ windows: WINDOWS, ms: minutes * 60_000, random: createRandom(seed) }),
    }),
};
