import assert from "node:assert/strict";
import type { Machine } from "../../adapters/owners/machine.ts";
import type { Contract } from "./contract.ts";
import type { Argv, ToolResult } from "../../adapters/owners/tool-result.ts";

/** What a test machine consists of: names in a folder, and tools. */
export type MachineWorld = {
  readonly machine: Machine;
  /** A folder with a file `text` (“one\n”), a link `link` to it, and a folder `inner` with a file `deep`. */
  readonly folder: string;
  /** A path at which there may be something, as far as can be seen. */
  readonly hidden: string;
  /** A tool that prints `out` and `err`, and exits with the code that is its first argument. */
  readonly tool: string;
};

/** What every `Machine` promises. */
export const machineContract: Contract<MachineWorld> = [
  {
    name: "reads a file, by a link too, and nothing where there is none",
    async keep({ machine: { read }, folder }) {
      assert.equal(await read(`${folder}/text`), "one\n");
      assert.equal(await read(`${folder}/link`), "one\n");
      assert.equal(await read(`${folder}/nothing`), undefined);
      assert.equal(await read(`${folder}/inner`), undefined);
    },
  },
  {
    name: "lists the names in a folder, and none where there is no folder",
    async keep({ machine: { list }, folder }) {
      assert.deepEqual([...(await list(folder))].toSorted(), ["inner", "link", "text"]);
      assert.deepEqual(await list(`${folder}/inner`), ["deep"]);
      assert.deepEqual(await list(`${folder}/nothing`), []);
      assert.deepEqual(await list(`${folder}/text`), []);
    },
  },
  {
    name: "knows where there is nothing, and where that cannot be known",
    async keep({ machine: { isMissing }, folder, hidden }) {
      assert.equal(await isMissing(`${folder}/nothing`), true);
      assert.equal(await isMissing(`${folder}/text/inner`), true);
      for (const name of ["text", "link", "inner"]) assert.equal(await isMissing(`${folder}/${name}`), false);
      assert.equal(await isMissing(hidden), false);
    },
  },
  {
    name: "tells where a link leads",
    async keep({ machine: { link }, folder }) {
      assert.equal(await link(`${folder}/link`), `${folder}/text`);
      assert.equal(await link(`${folder}/text`), undefined);
      assert.equal(await link(`${folder}/nothing`), undefined);
    },
  },
  {
    name: "runs a tool to its end, and keeps its outputs apart",
    async keep({ machine, tool }) {
      assert.deepEqual(await runs(machine, [tool, "0"]), exited(0));
      assert.deepEqual(await runs(machine, [tool, "4"]), exited(4));
    },
  },
  {
    name: "says that a tool is missing",
    async keep({ machine }) {
      assert.deepEqual(await runs(machine, ["paddock-no-such-tool"]), { kind: "missing" });
    },
  },
  {
    name: "sends no signal where there is no such process",
    async keep({ machine }) {
      assert.equal(machine.isThere(2 ** 22 + 1), false);
      assert.equal(machine.signal(2 ** 22 + 1, "SIGTERM"), false);
    },
  },
  {
    name: "sends no signal to the first process, to a number that means several, or to none",
    async keep({ machine }) {
      for (const pid of [1, 0, -1, Number.NaN]) {
        assert.equal(machine.isThere(pid), false);
        assert.equal(machine.signal(pid, "SIGTERM"), false);
      }
    },
  },
  {
    name: "says why a program cannot be started",
    async keep({ machine, folder }) {
      assert.match((await machine.launch([`${folder}/nothing`])) ?? "it was started", /ENOENT/);
    },
  },
];

const runs = ({ run }: Machine, argv: Argv): Promise<ToolResult> => run(argv);

const exited = (code: number): ToolResult => ({ kind: "exited", code, stdout: "out", stderr: "err" });
