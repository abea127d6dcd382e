import assert from "node:assert/strict";
import type { KnownInstall, OrphanedRunners } from "../../orphans/orphaned-runners.port.ts";
import type { Contract } from "./contract.ts";

export type OrphansWorld = {
  readonly runners: OrphanedRunners;
  readonly known: KnownInstall;
  /** An Ollama ends without its runner; resolves with the runner's pid. */
  leave(): Promise<number>;
};

/** What every `OrphanedRunners` promises. */
export const orphanedRunnersContract: Contract<OrphansWorld> = [
  {
    name: "finds the runners that were left behind, and no others",
    async keep({ runners, known, leave }) {
      assert.deepEqual(await runners.find(known), []);
      const pids = [await leave(), await leave()];
      const found = await runners.find(known);
      assert.deepEqual(found.map(({ process }) => process.pid).toSorted(), pids.toSorted());
      assert.ok(found.every(({ memoryBytes }) => memoryBytes > 0));
    },
  },
  {
    name: "ends only those that it is asked to end",
    async keep({ runners, known, leave }) {
      await leave();
      const [first] = await runners.find(known);
      const later = await leave();
      assert.ok(first);
      await runners.end([first], known);
      const left = await runners.find(known);
      assert.deepEqual(
        left.map(({ process }) => process.pid),
        [later],
      );
    },
  },
];
