import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, diff, type Json, type Patch } from "./patch.ts";

// Round-tripped, since a view has no values that JSON cannot represent (-0, undefined).
const json = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)));
const all = <Values>(property: fc.IProperty<Values>): void => fc.assert(property, { numRuns: 5_000 });

describe("a patch", () => {
  it("turns the old value into the new one", () => {
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

  it("keeps the identity of unchanged parts", () => {
    all(
      fc.property(json, json, (left, right) => {
        const before = { left, right };
        const after = apply(before, diff(before, { left, right: 0 })) as { readonly left: Json };
        expect(after.left).toBe(left);
      }),
    );
  });

  it("has what is in any object, whatever its keys are called", () => {
    const before = JSON.parse('{"a":{"__proto__":1,"b":2}}') as Json;
    const after = JSON.parse('{"a":{"__proto__":{"c":3},"b":2},"constructor":4}') as Json;
    expect(JSON.stringify(apply(before, diff(before, after)))).toBe(JSON.stringify(after));
  });

  it("may set a value and then change what is in it", () => {
    const patch: Patch = [[["a"], { b: "x" }], [["a", "b"], "y", "append"], [["a", "c"], 1], [["d"]]];
    expect(apply({ a: 1, d: 2 }, patch)).toEqual({ a: { b: "xy", c: 1 } });
  });

  it("of a text that grows holds only its new end", () => {
    const before = { answer: "x".repeat(10_000) };
    const after = { answer: `${before.answer} and more` };
    expect(diff(before, after)).toEqual([[["answer"], " and more", "append"]]);
    all(
      fc.property(fc.string({ minLength: 64 }), fc.string(), (text, more) => {
        expect(apply({ text }, diff({ text }, { text: text + more }))).toEqual({ text: text + more });
        expect(apply({ text: text + more }, diff({ text: text + more }, { text }))).toEqual({ text });
      }),
    );
  });

  it("for one row in a thousand contains only the change of that row", () => {
    const rows = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`m${index}`, { name: `m${index}`, size: index }]),
    );
    const after = { ...rows, m7: { name: "m7", size: 8 } };
    expect(diff({ rows }, { rows: after })).toEqual([[["rows", "m7", "size"], 8]]);
  });
});
