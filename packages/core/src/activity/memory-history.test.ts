import { describe, expect, it } from "vitest";
import { likelyModel } from "./likely-model.ts";
import {
  changesIn,
  modelsIn,
  noHistory,
  withShares,
  type MemoryHistory,
  type MemoryShare,
} from "./memory-history.ts";
import { memoryOverTimeView } from "./memory-over-time.view.ts";

const MINUTE = 60_000;
const qwen: MemoryShare = { model: "qwen3:14b", bytes: 10e9, expiresAtMs: 30 * MINUTE, use: "answer" };
const nomic: MemoryShare = { model: "nomic", bytes: 1e9, expiresAtMs: 30 * MINUTE, use: "embedding" };
const llama: MemoryShare = { model: "llama3.2", bytes: 3e9, expiresAtMs: 30 * MINUTE, use: "answer" };

const historyOf = (
  ...steps: readonly (readonly [atMs: number, shares: readonly MemoryShare[] | "unknown"])[]
) => steps.reduce<MemoryHistory>((history, [atMs, shares]) => withShares(history, shares, atMs), noHistory);

describe("what was in memory", () => {
  it("has no step where nothing has changed", () => {
    const once = historyOf([0, [qwen]]);
    expect(withShares(once, [{ ...qwen, expiresAtMs: 99 }], MINUTE)).toBe(once);
  });

  it("tells loads, unloads and evictions apart", () => {
    const history = historyOf([0, []], [MINUTE, [qwen]], [2 * MINUTE, [llama]], [40 * MINUTE, []]);
    expect(changesIn(history).map(({ kind, model }) => `${kind} ${model}`)).toEqual([
      "loaded qwen3:14b",
      "evicted qwen3:14b",
      "loaded llama3.2",
      "unloaded llama3.2",
    ]);
  });

  it("says nothing about the time in which no view was open", () => {
    const history = historyOf([0, [qwen]], [MINUTE, "unknown"], [20 * MINUTE, [llama]]);
    expect(changesIn(history)).toEqual([]);
    const [first] = memoryOverTimeView(history, 21 * MINUTE).series;
    expect(first?.values).toContain(null);
  });

  it("gives a model the same colour in the chart as in the bar, whatever else is loaded now", () => {
    const history = historyOf([0, [llama]], [MINUTE, [llama, nomic]], [2 * MINUTE, [qwen, nomic]]);
    const { series } = memoryOverTimeView(history, 3 * MINUTE);
    const inBar = modelsIn(history, ["qwen3:14b", "nomic", "phi4"]);
    expect(series.map(({ model, colour }) => [model, colour])).toEqual([
      ["llama3.2", 0],
      ["nomic", 1],
      ["qwen3:14b", 2],
    ]);
    expect(series.every(({ model, colour }) => inBar.indexOf(model) === colour)).toBe(true);
    expect(inBar.indexOf("phi4")).toBe(3);
  });

  it("is drawn against the GPU by what each model has there, else whole", () => {
    const history = historyOf([0, [{ ...qwen, bytes: 8e9, gpuBytes: 6e9 }]]);
    const drawn = (of?: "gpu" | "main-memory") => {
      const view = memoryOverTimeView(history, MINUTE, of && { of, bytes: 7.5e9 });
      return [view.series[0]?.values[0], view.limit];
    };
    expect(drawn("gpu")).toEqual([6, 7.5]);
    expect(drawn("main-memory")).toEqual([8, 7.5]);
    expect(drawn()).toEqual([8, null]);
  });

  it("is drawn whole where the part of a model on the GPU is not known", () => {
    for (const gpuBytes of [undefined, 11e9]) {
      const unknown = { ...qwen, ...(gpuBytes !== undefined && { gpuBytes }) };
      const history = historyOf([0, [{ ...llama, gpuBytes: 2e9 }]], [MINUTE, [unknown]]);
      const { series, limit, note } = memoryOverTimeView(history, 2 * MINUTE, { of: "gpu", bytes: 7.5e9 });
      expect([series[0]?.values[0], series[1]?.values.at(-1), limit, note]).toEqual([3, 10, null, "GB"]);
    }
  });

  it("is kept for three hours, and no longer", () => {
    const history = historyOf([0, [qwen]], [MINUTE, [llama]], [300 * MINUTE, [qwen]]);
    expect(history.map(({ atMs }) => atMs)).toEqual([MINUTE, 300 * MINUTE]);
  });
});

describe("the model of a request", () => {
  const request = { kind: "answer", status: 200, fromMs: 5 * MINUTE, untilMs: 6 * MINUTE } as const;

  it("is the only one in memory that answers", () => {
    expect(likelyModel(historyOf([0, [qwen, nomic]]), request)).toBe("qwen3:14b");
    expect(likelyModel(historyOf([0, [qwen, nomic]]), { ...request, kind: "embedding" })).toBe("nomic");
  });

  it("may have been loaded by it", () => {
    expect(likelyModel(historyOf([0, []], [6 * MINUTE + 9_000, [qwen]]), request)).toBe("qwen3:14b");
  });

  it("is not guessed where several may be meant, where it failed, or while no view was open", () => {
    expect(likelyModel(historyOf([0, [qwen, llama]]), request)).toBeUndefined();
    expect(likelyModel(historyOf([0, [qwen]], [5.5 * MINUTE, [llama]]), request)).toBeUndefined();
    expect(likelyModel(historyOf([0, [qwen]]), { ...request, status: 500 })).toBeUndefined();
    expect(likelyModel(historyOf([0, [qwen]], [MINUTE, "unknown"]), request)).toBeUndefined();
  });
});
