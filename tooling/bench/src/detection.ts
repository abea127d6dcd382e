import { openOwnerWorld, ownerNow, type WorldKind } from "@paddock/core/owner-worlds";
import type { Group } from "./benchmark.ts";

const RUNS = 15;

/** Those that are found without a tool, whose own time would be measured. Our own child takes a millisecond. */
const KINDS: readonly WorldKind[] = ["systemd", "user-unit", "terminal"];

/** How soon it is known who runs a service that answers. */
export const detection: Group = {
  name: "detection",
  benchmarks: [
    {
      name: "owner-found",
      what: "from the first answer of a service to who runs it, on this machine with its processes",
      unit: "ms",
      budget: 80,
    },
    { name: "owner-known", what: "the same where its owner is known from before", unit: "ms", budget: 80 },
  ],
  async measure() {
    const runs: Record<string, number[]> = { "owner-found": [], "owner-known": [] };
    for (const kind of KINDS) {
      const world = await openOwnerWorld(kind);
      try {
        await world.run();
        const known = await ownerNow(world.open());
        for (let run = 0; run < RUNS; run++) {
          runs["owner-found"]?.push(await timeOf(() => ownerNow(world.open())));
          runs["owner-known"]?.push(await timeOf(() => world.open().recognise(known)));
        }
        if (world.stage.asked.length > 0) throw new Error(`a tool was run for ${kind}`);
      } finally {
        await world.close();
      }
    }
    return runs;
  },
};

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
