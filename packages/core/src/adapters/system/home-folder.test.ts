import { expect, it, vi } from "vitest";
import { parse } from "node:path";
import { thisMachine } from "../owners/machine.ts";
import { homeFolder } from "./home-folder.ts";
import { machineWords } from "./machine-words.ts";

vi.mock(import("node:os"), async (importActual) => ({
  ...(await importActual()),
  /** As in a container that runs with a number, and without HOME. */
  homedir() {
    throw new Error("uv_os_homedir returned ENOENT");
  },
}));

const { root } = parse(process.cwd());

it("is the root for an account without an entry", () => {
  expect(homeFolder({})).toBe(root);
  expect(thisMachine({}).home).toBe(root);
  expect(machineWords().homes).toEqual([root]);
});
