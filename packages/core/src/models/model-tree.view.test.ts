import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { modelTreeRows } from "../ui/index.ts";
import type { ModelName } from "./model-name.ts";
import type { Model } from "./models-events.ts";

const [pony, mine, remote] = [
  fakeModel("pony:14b", { sizeBytes: 9_300_000_000 }),
  fakeModel("hf.co/unsloth/Qwen3-30B-A3B-GGUF:Q4_K_M", { sizeBytes: 18_600_000_000, quantization: "Q4_K_M" }),
  fakeModel("gpt-oss:120b-cloud", { remoteHost: "https://ollama.com" }),
];
const listed = { type: "models.listed", host, models: [pony, mine, remote] } as const;

describe("a model's row in the side bar", () => {
  const rowsAfter = (...events: readonly AppEvent[]): readonly string[] =>
    modelTreeRows(given(pointed, running, listed, ...events).state, 0).map(
      ({ label, detail }) => `${label}: ${detail}`,
    );

  it("begins with its short name and its state, then the number that matters", () => {
    expect(rowsAfter()).toEqual([
      "gpt-oss:120b-cloud: Available · cloud",
      "pony:14b: Available · 9.3 GB",
      "Qwen3-30B-A3B: Available · 18.6 GB · Q4_K_M",
    ]);
  });

  it.each([
    [10_400_000_000, 240_000, "pony:14b: Loaded · 10.4 GB · 4 min"],
    [10_400_000_000, 1e14, "pony:14b: Loaded · 10.4 GB · stays"],
    [5_200_000_000, 240_000, "pony:14b: Loaded · 10.4 GB · 4 min · 50% on the GPU"],
  ])("says what it holds with %i bytes on the GPU until %i", (vramBytes, expiresAtMs, words) => {
    const loaded = { name: pony.name, sizeBytes: 10_400_000_000, vramBytes, expiresAtMs };
    expect(rowsAfter({ type: "models.loaded", host, models: [loaded] })).toContain(words);
  });

  it("says what is done to it now", () => {
    const operation = { kind: "load", model: pony.name } as const;
    expect(rowsAfter({ type: "operation.requested", host, operation })).toContain(
      "pony:14b: Loading… · 9.3 GB",
    );
  });

  it("says that it cannot be used while Ollama is stopped", () => {
    expect(rowsAfter({ type: "service.stopped", host })).toContain("pony:14b: Unavailable · 9.3 GB");
  });

  it("has its whole name for a screen reader", () => {
    const { state } = given(pointed, running, listed);
    expect(modelTreeRows(state, 0).map(({ name, about }) => `${name}, ${about}`)).toContain(
      "hf.co/unsloth/Qwen3-30B-A3B-GGUF:Q4_K_M, Available · 18.6 GB · Q4_K_M",
    );
  });
});

describe("the rows of models", () => {
  const stray = modelName("stray");
  const inMemory = (...names: readonly ModelName[]): AppEvent => ({
    type: "models.loaded",
    host,
    models: names.map((name) => ({ name, sizeBytes: 1e9 })),
  });
  const orderAfter = (...events: readonly AppEvent[]): readonly string[] =>
    modelTreeRows(given(pointed, running, listed, ...events).state, 0).map(({ label }) => label);

  it("are those of the loaded models first, and each part is sorted by name", () => {
    expect(orderAfter(inMemory(mine.name, pony.name))).toEqual([
      "pony:14b",
      "Qwen3-30B-A3B",
      "gpt-oss:120b-cloud",
    ]);
    expect(orderAfter(inMemory(stray, mine.name))).toEqual([
      "Qwen3-30B-A3B",
      "stray",
      "gpt-oss:120b-cloud",
      "pony:14b",
    ]);
  });

  it("stay where they are when a load or an unload begins", () => {
    const begun = (kind: "load" | "unload", { name }: Model) =>
      ({ type: "operation.requested", host, operation: { kind, model: name } }) as const;
    expect(orderAfter(begun("load", mine))).toEqual(orderAfter());
    const loaded = inMemory(mine.name);
    expect(orderAfter(loaded, begun("unload", mine))).toEqual(orderAfter(loaded));
    expect(orderAfter(loaded)).not.toEqual(orderAfter());
  });

  it("are sorted by name alone while Ollama is stopped", () => {
    expect(orderAfter(inMemory(mine.name), { type: "service.stopped", host })).toEqual(orderAfter());
  });
});
