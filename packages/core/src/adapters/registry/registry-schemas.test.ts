import * as v from "valibot";
import { expect, it } from "vitest";
import { answerSchema, LIST } from "./registry-schemas.ts";

const digest = `sha256:${"1".repeat(64)}`;
const layers = (count: number) => ({ layers: Array.from({ length: count }, () => ({ digest, size: 1 })) });
const list = (count: number) => ({
  mediaType: LIST,
  manifests: Array.from({ length: count }, () => ({ digest, runner: "ggml" })),
});

it.each([
  ["10,000 layers", layers(10_000), true],
  ["10,001 layers", layers(10_001), false],
  ["100 manifests", list(100), true],
  ["101 manifests", list(101), false],
])("an answer with %s, %#", (_what, answer, isAccepted) => {
  expect(v.is(answerSchema, answer)).toBe(isAccepted);
});
