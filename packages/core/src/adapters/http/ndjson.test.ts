import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineSplitter } from "./ndjson.ts";

/** Cuts bytes at the given places, in whatever order they come. */
function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe("lines", () => {
  it("come out as they went in, however the network cut them", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(), { maxLength: 30 }), (values, places) => {
        const bytes = new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
        const splitter = createLineSplitter();
        const lines = cut(bytes, places).flatMap((chunk) => splitter.push(chunk).split("\n"));
        const said = lines.filter((line) => line !== "");
        expect(said.map((line): unknown => JSON.parse(line))).toEqual(
          values.map((value): unknown => JSON.parse(JSON.stringify(value))),
        );
        expect(splitter.rest()).toBe("");
      }),
      { numRuns: 2_000 },
    );
  });

  it("need no newline at the end", () => {
    const splitter = createLineSplitter();
    expect(splitter.push(new TextEncoder().encode('{"a":1}\r\n\n{"b":'))).toBe('{"a":1}\r\n');
    expect(splitter.push(new TextEncoder().encode("2}"))).toBe("");
    expect(splitter.rest()).toBe('{"b":2}');
  });

  it("without end are refused", () => {
    const splitter = createLineSplitter(10);
    splitter.push(new Uint8Array(8));
    expect(() => splitter.push(new Uint8Array(8))).toThrow(RangeError);
  });

  it("that are no text are refused", () => {
    const splitter = createLineSplitter();
    expect(() => splitter.push(new Uint8Array([0xff, 0xfe, 10]))).toThrow(TypeError);
  });
});
