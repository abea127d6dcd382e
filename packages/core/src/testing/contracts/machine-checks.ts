import assert from "node:assert/strict";
import type { MachineChecks } from "../../doctor/machine-checks.port.ts";
import type { Contract } from "./contract.ts";

/** A machine that a test changes. */
export type MachineChecksWorld = {
  readonly checks: MachineChecks;
  /** A port on which no program listens. */
  readonly port: number;
  /** A path at which there is nothing yet. */
  readonly folder: string;
  /** Makes that folder, with space and for our user. */
  makeFolder(): Promise<void>;
  /** Installs an Ollama with all that belongs to it; resolves with its path. */
  install(): Promise<string>;
  /** Lets an Ollama answer at that port of 127.0.0.1. */
  answer(): Promise<void>;
};

/** What every `MachineChecks` promises. */
export const machineChecksContract: Contract<MachineChecksWorld> = [
  {
    name: "tells a folder that is missing from one that may be used",
    async keep({ checks, port, folder, makeFolder }) {
      const look = async () =>
        (await checks.look({ port, folder: { path: folder, usedBy: "our-user" } })).folder;
      const before = await look();
      assert.equal(before?.kind === "seen" && before.value.is.kind, "missing");
      await makeFolder();
      const after = await look();
      assert(after?.kind === "seen" && after.value.is.kind === "folder");
      const { mayRead, mayWrite, disk } = after.value.is;
      assert.deepEqual([mayRead, mayWrite, (disk?.totalBytes ?? 0) > 0], [true, true, true]);
    },
  },
  {
    name: "finds what is installed, and whether it is whole",
    async keep({ checks, port, install }) {
      const path = await install();
      const { installs } = await checks.look({ port });
      assert(installs?.kind === "seen");
      assert.equal(installs.value.find((one) => one.path === path)?.libraries, "whole");
    },
  },
  {
    name: "tells what answers at 127.0.0.1",
    async keep({ checks, port, answer }) {
      const look = async () => (await checks.look({ port })).localhost;
      const before = await look();
      assert.equal(before?.kind === "seen" && before.value.ipv4, "refused");
      await answer();
      const after = await look();
      assert.equal(after?.kind === "seen" && after.value.ipv4, "ollama");
    },
  },
  {
    name: "looks only at what is between, without a port",
    async keep({ checks }) {
      const { installs, folder, localhost, gpus, proxies } = await checks.look({});
      assert.deepEqual([installs, folder, localhost, gpus], [undefined, undefined, undefined, undefined]);
      assert.equal(proxies.kind, "seen");
    },
  },
];
