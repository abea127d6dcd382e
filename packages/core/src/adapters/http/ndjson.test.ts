import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineSplitter } from "./ndjson.ts";

/** Cuts bytes at the given offsets, which may be in any order. */
function cut(bytes: Uint8Array, offsets: readonly number[]): readonly Uint8Array[] {
  const ends = [...offsets.map((offset) => offset % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe("lines", () => {
  it("are the same after the network has split them anywhere", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(), { maxLength: 30 }), (values, offsets) => {
        const bytes = new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
        const splitter = createLineSplitter();
        const lines = cut(bytes, offsets).flatMap((chunk) => splitter.push(chunk).split("\n"));
        const nonEmpty = lines.filter((line) => line !== "");
        expect(nonEmpty.map((line): unknown => JSON.parse(line))).toEqual(
          values.map((value): unknown => JSON.parse(JSON.stringify(value))),
        );
        expect(splitter.rest()).toBe("");
      }),
      { numRuns: 2_000 },
    );
  });

  it("do not need a newline at the end", () => {
    const splitter = createLineSplitter();
    expect(splitter.push(new TextEncoder().encode('{"a":1}\r\n\n{"b":'))).toBe('{"a":1}\r\n');
    expect(splitter.push(new TextEncoder().encode("2}"))).toBe("");
    expect(splitter.rest()).toBe('{"b":2}');
  });

  it("that are too long are refused", () => {
    const splitter = createLineSplitter(10);
    splitter.push(new Uint8Array(8));
    expect(() => splitter.push(new Uint8Array(8))).toThrow(RangeError);
  });

  it("after many short ones are no longer for it", () => {
    const splitter = createLineSplitter(10);
    splitter.push(new Uint8Array(8));
    expect(splitter.push(new TextEncoder().encode("\n1234567\n1234567\n")).split("\n")).toHaveLength(3);
  });

  it("that are not UTF-8 spoil no others", () => {
    const splitter = createLineSplitter();
    const lines = splitter.push(new Uint8Array([0x61, 10, 0xff, 0xe2, 10, 0x62, 10]));
    expect(lines).toBe("a\n\ufffd\ufffd\nb");
  });
});
