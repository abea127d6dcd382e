import fc from "fast-check";
import { expect, it } from "vitest";
import { modelName } from "../testing/index.ts";
import { narrowModelNames } from "./short-name.view.ts";

const shorten = (...names: readonly string[]): readonly string[] => {
  const models = names.map(modelName);
  return models.map(narrowModelNames(models));
};

it.each([
  ["qwen3:14b", "qwen3:14b"],
  ["nomic-embed-text:latest", "nomic-embed-text"],
  ["me/my-agent:latest", "my-agent"],
  ["localhost:5000/ns/pony:1b", "pony:1b"],
  ["hf.co/unsloth/Qwen3-30B-A3B-GGUF:Q4_K_M", "Qwen3-30B-A3B"],
])("%s is %s in a narrow place", (name, short) => {
  expect(shorten(name)).toEqual([short]);
});

it("says more where two would be equal", () => {
  expect(shorten("hf.co/a/pony-GGUF:Q4_K_M", "hf.co/a/pony-GGUF:Q8_0")).toEqual(["pony:Q4_K_M", "pony:Q8_0"]);
  expect(shorten("me/pony:latest", "you/Pony:latest")).toEqual(["me/pony:latest", "you/Pony:latest"]);
});

it("never gives two models the same name", () => {
  const part = fc.constantFrom("a", "b", "a-GGUF");
  const tag = fc.constantFrom("latest", "1b", "Q4_K_M");
  const host = fc.constantFrom("", "hf.co/", "localhost:5000/");
  const name = fc
    .tuple(host, part, part, tag)
    .map(([registry, owner, model, version]) => modelName(`${registry}${owner}/${model}:${version}`));
  fc.assert(
    fc.property(fc.uniqueArray(name), (names) => {
      expect(new Set(names.map(narrowModelNames(names))).size).toBe(names.length);
    }),
  );
});
