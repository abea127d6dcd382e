import { expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { hostFacts, hostReadings } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import { memoryOf } from "./host-memory.ts";
import { usableGpuBytes, verdictOn } from "./verdict.ts";

const after = (...events: readonly AppEvent[]) => {
  const { state } = given(pointed, running, ...events);
  return memoryOf(hostFacts(state), hostReadings(state));
};
const set = (gpuBytes: number): AppEvent => ({ type: "fit.memory-set", host, memory: { gpuBytes } });

it("keeps no more free on a GPU than there is, where a setting tells its memory", () => {
  expect(usableGpuBytes(after(set(8e9)))).toBe(8e9 - 1_024 ** 3);
  expect(after(set(5e8))).toMatchObject({ keptFreeBytes: 5e8 });
});

it("has at least as much for models as a model has had, where the setting says less", () => {
  const digest = "a".repeat(64);
  const loaded = (sizeBytes: number): AppEvent => ({
    type: "fit.measured",
    host,
    measured: { digest, context: 4_096, cacheType: "f16", parallel: 1, sizeBytes, vramBytes: sizeBytes },
  });
  for (const sizeBytes of [7.5e9, 9e9])
    expect(verdictOn(sizeBytes, after(set(8e9), loaded(sizeBytes)))).toEqual({ kind: "fits" });
  expect(usableGpuBytes(after(set(8e9), loaded(5e9)))).toBe(8e9 - 1_024 ** 3);
});
