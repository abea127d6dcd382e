import { expect, it } from "vitest";
import { selectSuites } from "../src/select.ts";

const suites = ["core-node", "core-bun", "soak", "vscode-host"].map((name) => ({ name }));
const chosen = (...words: string[]): string[] => selectSuites(suites, words).map(({ name }) => name);

it("takes those whose names begin with the word, in their own order", () => {
  expect(chosen("core")).toEqual(["core-node", "core-bun"]);
  expect(chosen("vscode-host", "core-bun")).toEqual(["core-bun", "vscode-host"]);
  expect(chosen("soak")).toEqual(["soak"]);
});

it("refuses a word that fits no suite, and says which there are", () => {
  expect(() => chosen("core", "cor")).toThrow(/"cor".*core-node, core-bun, soak, vscode-host/);
});
