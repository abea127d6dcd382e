import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ggufBytes } from "../testing/gguf-bytes.ts";
import { ggufLength } from "./gguf-length.ts";

/** Types with the bytes of so many weights, as llama.cpp stores them: F32, F16, Q4_0, Q8_0, Q4_K, Q6_K, MXFP4. */
const TYPES = [
  { type: 0, sizeOf: (weights: number) => weights * 4 },
  { type: 1, sizeOf: (weights: number) => weights * 2 },
  { type: 2, sizeOf: (weights: number) => (weights / 32) * 18 },
  { type: 8, sizeOf: (weights: number) => (weights / 32) * 34 },
  { type: 12, sizeOf: (weights: number) => (weights / 256) * 144 },
  { type: 14, sizeOf: (weights: number) => (weights / 256) * 210 },
  { type: 39, sizeOf: (weights: number) => (weights / 32) * 17 },
];

const tensors = fc.array(
  fc
    .record({
      name: fc.string({ maxLength: 60, unit: "grapheme" }),
      of: fc.constantFrom(...TYPES),
      rows: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    })
    .map(({ name, of, rows }) => {
      const shape = [256, ...rows];
      const weights = shape.reduce((all, one) => all * one, 1);
      return { name, type: of.type, shape, sizeBytes: of.sizeOf(weights) };
    }),
  { maxLength: 6 },
);
const values = fc.dictionary(
  fc.string({ maxLength: 30, unit: "grapheme" }),
  fc.oneof(fc.nat(), fc.string({ maxLength: 40 }), fc.array(fc.string({ maxLength: 8 }), { maxLength: 9 })),
  { maxKeys: 6 },
);
const alignments = fc.constantFrom({}, { "general.alignment": 8 }, { "general.alignment": 64 });
const files = fc
  .record({ values, tensors, alignment: alignments })
  .map(({ alignment, ...rest }) => ggufBytes({ ...rest, values: { ...rest.values, ...alignment } }));

describe("the length of a GGUF", () => {
  it("is where its last tensor ends, and is known from its head alone", () => {
    fc.assert(
      fc.property(files, ({ bytes, headBytes }) => {
        const expected = { kind: "at-least", bytes: bytes.length };
        expect(ggufLength(bytes)).toEqual(expected);
        expect(ggufLength(bytes.subarray(0, headBytes))).toEqual(expected);
      }),
    );
  });

  it("is not known before the head is whole", () => {
    fc.assert(
      fc.property(files, fc.double({ min: 0, max: 1, noNaN: true }), ({ bytes, headBytes }, share) => {
        const cut = Math.floor(8 + share * (headBytes - 9));
        expect(ggufLength(bytes.subarray(0, cut))).toEqual({ kind: "longer-head" });
      }),
    );
  });

  it("is a length or none, whatever the bytes are", () => {
    const changed = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(files, changed, ({ bytes, headBytes }, changes) => {
        for (const [at, byte] of changes) bytes[8 + (at % (headBytes - 8))] = byte;
        const length = ggufLength(bytes);
        if (length.kind === "at-least") expect(length.bytes).toBeGreaterThan(8);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(["at-least", "longer-head", "unknown"]).toContain(ggufLength(bytes).kind);
      }),
    );
  });

  it("is not judged by a tensor whose type is not known", () => {
    const known = { name: "a", type: 0, shape: [16], sizeBytes: 64 };
    const { bytes } = ggufBytes({ tensors: [known, { name: "b", type: 4, shape: [16], sizeBytes: 1_000 }] });
    expect(ggufLength(bytes)).toEqual({ kind: "at-least", bytes: bytes.length - 1_000 });
  });

  it.each([
    ["too many tensors", 8],
    ["too many values", 16],
  ])("is not judged if there are %s", (_what, at) => {
    const { bytes } = ggufBytes({ values: { key: "value" } });
    bytes.writeBigUInt64LE(100_001n, at);
    expect(ggufLength(bytes)).toEqual({ kind: "unknown" });
  });
});
