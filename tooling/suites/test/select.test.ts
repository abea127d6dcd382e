import { expect, it } from "vitest";
import { selectSuites } from "../src/select.ts";

const suites = ["core-node", "core-bun", "soak", "vscode-host"].map((name) => ({ name }));
const chosen = (...words: string[]): string[] => selectSuites(suites, words).map(({ name }) => name);

it("selects the suites whose names begin with a word, in the order of the suites", () => {
  expect(chosen("core")).toEqual(["core-node", "core-bun"]);
  expect(chosen("vscode-host", "core-bun")).toEqual(["core-bun", "vscode-host"]);
  expect(chosen("soak")).toEqual(["soak"]);
});

it("rejects a word that matches no suite, and lists the suites", () => {
  expect(() => chosen("core", "cor")).toThrow(/"cor".*core-node, core-bun, soak, vscode-host/);
});
