import { expect, it } from "vitest";
import { selectSuites } from "../src/select.ts";
import { coreSuite, hostSuite, vitestSuite } from "../src/suite.ts";

const suites = [
  coreSuite("Node"),
  coreSuite("Bun"),
  vitestSuite("vscode", "."),
  hostSuite("vscode-host", "."),
];
const chosen = (...args: string[]): string[] => selectSuites(suites, args).map(({ name }) => name);

it("takes all suites when none is named", () => {
  expect(chosen()).toHaveLength(suites.length);
});

it("takes those whose names begin with the word, in their own order", () => {
  expect(chosen("core")).toEqual(["core-node", "core-bun"]);
  expect(chosen("vscode-host", "core-bun")).toEqual(["core-bun", "vscode-host"]);
  expect(chosen("vscode")).toEqual(["vscode", "vscode-host"]);
});

it("understands --suite, too", () => {
  expect(chosen("--suite", "core-node")).toEqual(["core-node"]);
  expect(chosen("--suite=core-node")).toEqual(["core-node"]);
});

it("refuses a word that fits no suite, and says which there are", () => {
  expect(() => chosen("core", "cor")).toThrow(/"cor".*core-node, core-bun, vscode, vscode-host/);
});
