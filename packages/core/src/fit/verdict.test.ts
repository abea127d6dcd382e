import fc from "fast-check";
import { expect, it } from "vitest";
import type { HostMemory } from "./host-memory.ts";
import { verdictOn, type Verdict } from "./verdict.ts";

const ORDER: readonly Verdict["kind"][] = ["fits", "partly", "cpu-only", "too-big"];
const size = fc.integer({ min: 0, max: 1e12 });

it("a verdict never gets better with less memory, or with more that is needed", () => {
  const told = fc.record({ gpuBytes: size, keptFreeBytes: size, mainBytes: size });
  const rank = (needed: number, of: Omit<Extract<HostMemory, { kind: "told" }>, "kind">): number =>
    ORDER.indexOf(verdictOn(needed, { kind: "told", ...of }).kind);
  fc.assert(
    fc.property(told, size, size, (has, needed, less) => {
      const before = rank(needed, has);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(rank(needed, { ...has, gpuBytes: Math.max(0, has.gpuBytes - less) })).toBeGreaterThanOrEqual(
        before,
      );
      expect(rank(needed, { ...has, mainBytes: Math.max(0, has.mainBytes - less) })).toBeGreaterThanOrEqual(
        before,
      );
      expect(rank(needed + less, has)).toBeGreaterThanOrEqual(before);
    }),
  );
});
