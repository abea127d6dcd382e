import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesIn, enoughOf } from "./enough-space.ts";
import { SPARE } from "./spare.ts";

const spare = (backups: number, partials: number, unused: number) => [
  { what: "backups" as const, sizeBytes: backups },
  { what: "partials" as const, sizeBytes: partials },
  { what: "unused" as const, sizeBytes: unused },
];

it.each([
  [3, spare(9, 5, 4), ["unused"]],
  [6, spare(9, 5, 4), ["backups"]],
  [10, spare(9, 5, 4), ["backups", "unused"]],
  [9, spare(6, 5, 4), ["partials", "unused"]],
  [18, spare(9, 5, 4), ["backups", "partials", "unused"]],
  [19, spare(9, 5, 4), undefined],
])("%d bytes are made by as little as can be", (missing, kinds, expected) => {
  expect(enoughOf(kinds, missing)?.map(({ what }) => what)).toEqual(expected);
});

it("is enough if all together are, and never more kinds than needed", () => {
  const sizes = fc.array(fc.nat(100), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 300 }), (bytes, missing) => {
      const kinds = SPARE.map((what, index) => ({ what, sizeBytes: bytes[index] ?? 0 }));
      const enough = enoughOf(kinds, missing);
      expect(enough !== undefined).toBe(bytesIn(kinds) >= missing);
      if (!enough) return;
      expect(bytesIn(enough)).toBeGreaterThanOrEqual(missing);
      const largest = kinds.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
      expect(bytesIn(largest.slice(0, enough.length - 1))).toBeLessThan(missing);
    }),
  );
});
