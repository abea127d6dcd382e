import * as v from "valibot";
import { expect, it } from "vitest";
import { answerSchema, configSchema, LIST } from "./registry-schemas.ts";

const digest = `sha256:${"1".repeat(64)}`;
const layers = (count: number) => ({ layers: Array.from({ length: count }, () => ({ digest, size: 1 })) });
const list = (count: number) => ({
  mediaType: LIST,
  manifests: Array.from({ length: count }, () => ({ digest, runner: "ggml" })),
});

it.each([
  ["10,000 layers", layers(10_000), true],
  ["10,001 layers", layers(10_001), false],
  ["a configuration without layers", { config: { digest, size: 1 } }, true],
  ["layers that are null", { config: { digest, size: 1 }, layers: null }, true],
  ["an empty configuration", { config: { mediaType: "", digest: "", size: 0 }, ...layers(1) }, true],
  ["a configuration without anything", { config: {}, ...layers(1) }, true],
  ["neither layers nor a configuration", {}, false],
  ["a configuration with an odd digest", { config: { digest: "../x", size: 1 }, ...layers(1) }, false],
  ["100 manifests", list(100), true],
  ["101 manifests", list(101), false],
])("an answer with %s, %#", (_what, answer, isAccepted) => {
  expect(v.is(answerSchema, answer)).toBe(isAccepted);
});

it("a configuration with an odd field still says that the model runs in the cloud", () => {
  const card = v.parse(configSchema, {
    model_family: 7,
    file_type: null,
    remote_host: "https://ollama.com:443",
  });
  expect(card).toMatchObject({ model_family: undefined, remote_host: "https://ollama.com:443" });
});
