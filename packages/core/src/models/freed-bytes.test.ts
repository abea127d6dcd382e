import { expect, it } from "vitest";
import { modelName } from "../testing/index.ts";
import { freedBytes } from "./freed-bytes.ts";

const layer = (digest: string, sizeBytes: number) => ({ digest, sizeBytes });
const pony = modelName("pony");
const installed = new Map([
  [pony, [layer("weights", 900), layer("config", 5), layer("own", 60), layer("own", 60)]],
  [modelName("alias"), [layer("weights", 900), layer("other", 7)]],
]);

it("counts each layer once that no other model has, and no other layer", () => {
  expect(freedBytes(installed, pony)).toBe(65);
  expect(freedBytes(new Map([...installed].slice(0, 1)), pony)).toBe(965);
});

it("is unknown for a model whose layers are unknown", () => {
  expect(freedBytes(installed, modelName("unknown-model"))).toBeUndefined();
});
