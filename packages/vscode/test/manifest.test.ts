import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COMMANDS, SETTINGS, VIEWS } from "../src/contributions.ts";

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

const { contributes } = JSON.parse(read("package.json")) as {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: { readonly paddock: readonly { readonly id: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
};

it("offers the commands that the code answers, and no others", () => {
  expect(contributes.commands.map(({ command }) => command).toSorted()).toEqual(
    Object.values(COMMANDS).toSorted(),
  );
});

it("has the views that the code fills", () => {
  expect(contributes.views.paddock.map(({ id }) => id).toSorted()).toEqual(Object.values(VIEWS).toSorted());
});

it("has the settings that the code reads", () => {
  expect(Object.keys(contributes.configuration.properties).toSorted()).toEqual(
    Object.values(SETTINGS).toSorted(),
  );
});

it("has words for all that it names, and no words for nothing", () => {
  const used = [...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name ?? "");
  const words = Object.keys(JSON.parse(read("package.nls.json")) as object);
  expect(new Set(used)).toEqual(new Set(words));
});

it("links to commands that there are", () => {
  const linked = [...read("package.nls.json").matchAll(/command:(paddock[\w.]*)/g)].map(([, id]) => id ?? "");
  expect(linked.length).toBeGreaterThan(3);
  expect(Object.values<string>(COMMANDS)).toEqual(expect.arrayContaining(linked));
});
