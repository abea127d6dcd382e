import { createRandom } from "../random.ts";
import type { Soak } from "../soak.ts";
import { runCycles } from "./cycles.ts";

/** Services that are started, stopped and killed. */
export const owners: Soak = {
  name: "owners",
  what: "starts, stops and kills services of Paddock, systemd and a terminal --moments times, beside programs of others",
  run: ({ seed, moments }) => runCycles(moments, createRandom(seed)),
};
