import { GGUF_HEAD_BYTES } from "./gguf-head.ts";

/** How long a GGUF file is at least, by its head: what it says of itself, and of its tensors. */
export type GgufLength =
  | { readonly kind: "at-least"; readonly bytes: number }
  /** The head goes on behind these bytes. */
  | { readonly kind: "longer-head" }
  /** It says something that is not known, or that no model has: Ollama judges it. */
  | { readonly kind: "unknown" };

const MOST_TENSORS = 100_000;
const MOST_VALUES = 100_000;
const MOST_DIMENSIONS = 4;
const ALIGNMENT = { key: "general.alignment", usual: 32, most: 65_536 };

/** The bytes of a value of each type; texts and lists have lengths of their own (GGUF specification of ggml). */
const VALUE_BYTES = [1, 1, 2, 2, 4, 4, 4, 1, "text", "list", 8, 8, 8] as const;
const UINT32 = 4;

/**
 * How many weights are in a block of each type of tensor, and its bytes (`GGML_QUANT_SIZES` in gguf-py). What differs
 * between versions and programs is left out, and so not judged.
 */
const BLOCKS: Readonly<Record<number, readonly [weights: number, bytes: number]>> = {
  0: [1, 4], // F32
  1: [1, 2], // F16
  2: [32, 18], // Q4_0
  3: [32, 20], // Q4_1
  6: [32, 22], // Q5_0
  7: [32, 24], // Q5_1
  8: [32, 34], // Q8_0
  10: [256, 84], // Q2_K
  11: [256, 110], // Q3_K
  12: [256, 144], // Q4_K
  13: [256, 176], // Q5_K
  14: [256, 210], // Q6_K
  16: [256, 66], // IQ2_XXS
  17: [256, 74], // IQ2_XS
  18: [256, 98], // IQ3_XXS
  19: [256, 50], // IQ1_S
  20: [32, 18], // IQ4_NL
  21: [256, 110], // IQ3_S
  22: [256, 82], // IQ2_S
  23: [256, 136], // IQ4_XS
  24: [1, 1], // I8
  25: [1, 2], // I16
  26: [1, 4], // I32
  27: [1, 8], // I64
  28: [1, 8], // F64
  29: [256, 56], // IQ1_M
  30: [1, 2], // BF16
  34: [256, 54], // TQ1_0
  35: [256, 66], // TQ2_0
  39: [32, 17], // MXFP4
};

export function ggufLength(head: Uint8Array): GgufLength {
  const reader = createReader(head);
  const tensors = reader.count(MOST_TENSORS);
  const values = reader.count(MOST_VALUES);
  let alignment = ALIGNMENT.usual;
  for (let index = 0; index < values && reader.goesOn(); index += 1) {
    const isAlignment = reader.isText(ALIGNMENT.key);
    const type = reader.uint32();
    if (isAlignment && type === UINT32) alignment = reader.uint32();
    else skipValue(reader, type);
  }
  let dataBytes = 0;
  for (let index = 0; index < tensors && reader.goesOn(); index += 1)
    dataBytes = Math.max(dataBytes, endOfTensor(reader));
  const headBytes = reader.at();
  if (typeof headBytes !== "number") return headBytes;
  if (alignment < 1 || alignment > ALIGNMENT.most) return { kind: "unknown" };
  const bytes = dataBytes === 0 ? headBytes : Math.ceil(headBytes / alignment) * alignment + dataBytes;
  return Number.isSafeInteger(bytes) ? { kind: "at-least", bytes } : { kind: "unknown" };
}

type Reader = ReturnType<typeof createReader>;

function skipValue(reader: Reader, type: number): void {
  const bytes = VALUE_BYTES[type];
  if (bytes === "text") return reader.skipText();
  if (bytes !== "list") return bytes === undefined ? reader.giveUp() : reader.skip(bytes);
  const item = VALUE_BYTES[reader.uint32()];
  const length = reader.count(Number.MAX_SAFE_INTEGER);
  if (item === undefined || item === "list") return reader.giveUp(); // ggml has no lists of lists
  if (item !== "text") return reader.skip(length * item);
  for (let index = 0; index < length && reader.goesOn(); index += 1) reader.skipText();
}

/** Where the data of a tensor ends, from where that of all begins; 0 if its type is not known. */
function endOfTensor(reader: Reader): number {
  reader.skipText();
  const dimensions = reader.uint32();
  if (dimensions > MOST_DIMENSIONS) reader.giveUp();
  let weights = 1;
  for (let index = 0; index < dimensions && reader.goesOn(); index += 1)
    weights *= reader.count(Number.MAX_SAFE_INTEGER);
  const block = BLOCKS[reader.uint32()];
  const offset = reader.count(Number.MAX_SAFE_INTEGER);
  return block ? offset + Math.floor(weights / block[0]) * block[1] : 0;
}

/** Reads one thing after another; once that is not possible, everything is 0. */
function createReader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at: number | Exclude<GgufLength, { readonly kind: "at-least" }> = GGUF_HEAD_BYTES;
  /** Where `length` bytes are; `undefined` if they are not all here. */
  function take(length: number): number | undefined {
    if (typeof at !== "number") return undefined;
    const start = at;
    at = start + length <= bytes.length ? start + length : { kind: "longer-head" };
    return typeof at === "number" ? start : undefined;
  }
  function giveUp(): void {
    if (typeof at === "number") at = { kind: "unknown" };
  }
  const uint32 = (): number => {
    const start = take(4);
    return start === undefined ? 0 : view.getUint32(start, true);
  };
  function count(most: number): number {
    const start = take(8);
    const value = start === undefined ? 0 : Number(view.getBigUint64(start, true));
    if (value <= most) return value;
    giveUp();
    return 0;
  }
  const takeText = (): readonly [start: number | undefined, length: number] => {
    const length = count(Number.MAX_SAFE_INTEGER);
    return [take(length), length];
  };
  return {
    at: () => at,
    goesOn: (): boolean => typeof at === "number",
    giveUp,
    uint32,
    count,
    skip: (length: number): void => void take(length),
    skipText: (): void => void takeText(),
    /** Reads a text, and compares it. */
    isText(expected: string): boolean {
      const [start, length] = takeText();
      return (
        start !== undefined &&
        length === expected.length &&
        String.fromCharCode(...bytes.subarray(start, start + length)) === expected
      );
    },
  };
}
