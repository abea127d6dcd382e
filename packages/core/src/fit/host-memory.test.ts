import { expect, it } from "vitest";
import { hostFacts, hostReadings } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import { memoryOf } from "./host-memory.ts";

it("keeps no more free on a GPU than there is, where a setting tells its memory", () => {
  const keptFree = (gpuBytes: number): number | undefined => {
    const { state } = given(pointed, running, { type: "fit.memory-set", host, memory: { gpuBytes } });
    const memory = memoryOf(hostFacts(state), hostReadings(state));
    return memory.kind === "told" ? memory.keptFreeBytes : undefined;
  };
  expect(keptFree(8e9)).toBe(1_024 ** 3);
  expect(keptFree(5e8)).toBe(5e8);
  expect(keptFree(0)).toBe(0);
});
