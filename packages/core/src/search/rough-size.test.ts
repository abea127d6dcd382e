import { expect, it } from "vitest";
import { roughBytes } from "./rough-size.ts";

it.each([
  ["llama3.1", "8b", [], 4.9e9],
  ["qwen3", "0.6b", [], 0.52e9],
  ["qwen3", "14b", [], 9.3e9],
  ["qwen3", "32b", [], 20.2e9],
  ["llama3.3", "70b", [], 43e9],
  ["gpt-oss", "120b", [], 65e9],
  ["mxbai-embed-large", "335m", ["embedding"], 0.67e9],
] as const)("is within a fifth of what the library says of %s:%s", (_name, tag, capabilities, bytes) => {
  expect(Math.abs((roughBytes(tag, capabilities) ?? 0) / bytes - 1)).toBeLessThan(0.2);
});

it.each(["latest", "e4b", "Q4_K_M", "120b-cloud", "8x7b"])("is not known of the tag %s", (tag) => {
  expect(roughBytes(tag, [])).toBeUndefined();
});
