import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COMMANDS, SETTINGS, VIEWS } from "../src/contributions.ts";

const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")) as Content;

const { contributes } = read<{
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: { readonly paddock: readonly { readonly id: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}>("package.json");

it("offers the commands that the code answers, and no others", () => {
  expect(contributes.commands.map(({ command }) => command).sort()).toEqual(Object.values(COMMANDS).sort());
});

it("has the views that the code fills", () => {
  expect(contributes.views.paddock.map(({ id }) => id).sort()).toEqual(Object.values(VIEWS).sort());
});

it("has the settings that the code reads", () => {
  expect(Object.keys(contributes.configuration.properties).sort()).toEqual(Object.values(SETTINGS).sort());
});

it("has words for all that it names, and no words for nothing", () => {
  const used = readFileSync(new URL("../package.json", import.meta.url), "utf8").matchAll(/"%([\w.]+)%"/g);
  const words = Object.keys(read<Record<string, string>>("package.nls.json"));
  expect([...new Set([...used].map(([, name]) => name))].sort()).toEqual(words.sort());
});
