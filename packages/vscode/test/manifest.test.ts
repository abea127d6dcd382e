import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { commandIdsIn } from "../src/activation/own-commands.ts";
import { MENU_COMMAND, SETTINGS, VIEWS } from "../src/contributions.ts";
import { ENVIRONMENT_SETTING, environmentProperties, variableTexts } from "../tools/environment-schema.ts";
import { contributes as generated, titles } from "../tools/contributes.ts";

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

const manifest: unknown = JSON.parse(read("package.json"));
const { contributes } = manifest as {
  readonly contributes: {
    readonly views: { readonly paddock: readonly { readonly id: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
};

it("declares the commands, menus and titles of the table of actions", () => {
  expect(contributes).toMatchObject(JSON.parse(JSON.stringify(generated())) as object);
  expect(JSON.parse(read("package.nls.json"))).toMatchObject(titles());
});

it("describes each variable of Ollama in its setting, and refuses in it what Ollama would not take", () => {
  const setting = contributes.configuration.properties[ENVIRONMENT_SETTING];
  expect(setting).toMatchObject({
    properties: environmentProperties(),
    additionalProperties: { type: "string" },
  });
  expect(JSON.parse(read("package.nls.json"))).toMatchObject(variableTexts());
});

it("declares the status bar's command, which is used before the table is loaded", () => {
  expect(commandIdsIn(manifest)).toContain(MENU_COMMAND);
});

it("is rejected if it declares no commands", () => {
  for (const broken of [undefined, {}, { contributes: { commands: [{ command: 7 }] } }])
    expect(() => commandIdsIn(broken)).toThrow(TypeError);
});

it("has the views that the code fills", () => {
  expect(contributes.views.paddock.map(({ id }) => id).toSorted()).toEqual(Object.values(VIEWS).toSorted());
});

it("has the settings that the code reads", () => {
  expect(Object.keys(contributes.configuration.properties).toSorted()).toEqual(
    Object.values(SETTINGS).toSorted(),
  );
});

it("has a text for every key it uses, and no unused texts", () => {
  const used = [...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name ?? "");
  const words = Object.keys(JSON.parse(read("package.nls.json")) as object);
  expect(new Set(used)).toEqual(new Set(words));
});

it("links only to commands that exist", () => {
  const linked = [...read("package.nls.json").matchAll(/command:(paddock[\w.]*)/g)].map(([, id]) => id ?? "");
  expect(linked.length).toBeGreaterThan(3);
  expect(commandIdsIn(manifest)).toEqual(expect.arrayContaining(linked));
});
