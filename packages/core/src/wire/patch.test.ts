import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, diff, type Json } from "./patch.ts";

// Round-tripped: what cannot cross the wire (-0, undefined) is not a view.
const json = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)));
const all = <Values>(property: fc.IProperty<Values>): void => fc.assert(property, { numRuns: 5_000 });

describe("a patch", () => {
  it("turns what was known into what is so", () => {
    all(
      fc.property(json, json, (before, after) => {
        expect(apply(before, diff(before, after))).toEqual(after);
      }),
    );
  });

  it("is empty when nothing changed", () => {
    all(
      fc.property(json, (value) => {
        expect(diff(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it("keeps what it does not touch", () => {
    all(
      fc.property(json, json, (left, right) => {
        const before = { left, right };
        const after = apply(before, diff(before, { left, right: 0 })) as { readonly left: Json };
        expect(after.left).toBe(left);
      }),
    );
  });

  it("of one row in a thousand is that row's change alone", () => {
    const rows = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`m${index}`, { name: `m${index}`, size: index }]),
    );
    const after = { ...rows, m7: { name: "m7", size: 8 } };
    expect(diff({ rows }, { rows: after })).toEqual([[["rows", "m7", "size"], 8]]);
  });
});
