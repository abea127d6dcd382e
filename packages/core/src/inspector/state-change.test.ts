import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChanges, changesBetween, type Value } from "./state-change.ts";

const value = fc.jsonValue({ maxDepth: 4 }).map((one): Value => JSON.parse(JSON.stringify(one)));

/** Two values that share most of their parts, as the states before and after an event do. */
const neighbours = fc.tuple(value, value, value).map(([a, b, c]): [Value, Value] => [
  { a, list: [a, b], deep: { a, b } },
  { a, list: [a, b, c], deep: { a: c, c } },
]);

describe("what an event changed", () => {
  it.each([
    ["any two values", fc.tuple(value, value)],
    ["two neighbours", neighbours],
    ["two neighbours, backwards", neighbours.map(([a, b]): [Value, Value] => [b, a])],
  ])("leads from the state before to the state after, for %s", (_which, pair) => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        expect(applyChanges(before, changesBetween(before, after))).toEqual(after);
      }),
    );
  });

  it("is nothing between equal states, and tells the values of both", () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(changesBetween(before, structuredClone(before))).toEqual([]);
        for (const change of changesBetween({ before }, { after }))
          expect(Object.keys(change).length).toBe(2);
      }),
    );
  });

  it("names the paths, and leaves out what stayed", () => {
    const service = { port: 11434, situation: { kind: "starting" } };
    const before = { service, downloads: {}, notices: [1, 2] };
    const after = {
      service: { port: 11434, situation: { kind: "running", version: "0.40.9" } },
      downloads: { d1: { model: "pony" } },
      notices: [1],
    };
    expect(changesBetween(before, after)).toEqual([
      { path: ["service", "situation", "kind"], before: "starting", after: "running" },
      { path: ["service", "situation", "version"], after: "0.40.9" },
      { path: ["downloads", "d1"], after: { model: "pony" } },
      { path: ["notices", "1"], before: 2 },
    ]);
  });
});
