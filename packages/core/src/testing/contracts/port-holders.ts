import assert from "node:assert/strict";
import type { PortHolders } from "../../service/port-holders.port.ts";
import type { Contract } from "./contract.ts";

/** A machine whose ports a test takes and frees. */
export type HoldersWorld = {
  readonly holders: PortHolders;
  /** From now on a program listens on the port that is asked about; resolves with its pid. */
  hold(): Promise<number>;
  /** A port on which no program listens. */
  readonly free: number;
  /** From now on a program listens on that port too. */
  takeFree(): Promise<void>;
};

/** What every `PortHolders` promises. */
export const portHoldersContract: Contract<HoldersWorld> = [
  {
    name: "finds no program where none listens",
    async keep({ holders }) {
      assert.equal(await holders.find(), undefined);
    },
  },
  {
    name: "finds the program that listens",
    async keep({ holders, hold }) {
      const pid = await hold();
      assert.equal((await holders.find())?.pid, pid);
    },
  },
  {
    name: "tells a port that is free from one that is not",
    async keep({ holders, free, takeFree }) {
      assert.equal(await holders.isFree(free), true);
      await takeFree();
      assert.equal(await holders.isFree(free), false);
    },
  },
];
