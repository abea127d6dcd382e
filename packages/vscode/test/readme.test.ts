import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readmeOfPackage } from "../tools/readme.ts";

it("has no links to files outside the package", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  expect(readme).toMatch(/\]\(docs\//);
  const shown = readmeOfPackage(readme);
  const targets = [...shown.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
  expect(targets).toContain("https://ollama.com");
  expect(targets.filter((target) => !target?.startsWith("https:"))).toEqual([]);
  expect(shown).not.toContain("How it is made");
  expect(shown).toMatch(/^MIT license$/m);
  expect(shown).not.toMatch(/\n\n\n|!\[/);
});
