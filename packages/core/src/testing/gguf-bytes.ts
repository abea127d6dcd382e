/** A value in the head of a GGUF: a number of 32 bits, a text, or a list of texts. */
export type GgufValue = number | string | readonly string[];

export type GgufTensor = { readonly name: string; readonly type: number; readonly shape: readonly number[] };

type Gguf = {
  readonly values?: Readonly<Record<string, GgufValue>>;
  readonly tensors?: readonly (GgufTensor & { readonly sizeBytes: number })[];
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const uint64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);

function valueOf(value: GgufValue): Buffer {
  if (typeof value === "number") return Buffer.concat([uint32(4), uint32(value)]);
  if (typeof value === "string") return Buffer.concat([uint32(8), text(value)]);
  return Buffer.concat([uint32(9), uint32(8), uint64(value.length), ...value.map(text)]);
}

/** A whole GGUF file, its tensors one behind the other, each at a multiple of the alignment; and the length of its head. */
export function ggufBytes({ values = {}, tensors = [] }: Gguf) {
  const alignment = values["general.alignment"];
  const aligned = (bytes: number): number => {
    const step = typeof alignment === "number" ? alignment : 32;
    return Math.ceil(bytes / step) * step;
  };
  let dataBytes = 0;
  const infos = tensors.map(({ name, type, shape, sizeBytes }) => {
    const offset = aligned(dataBytes);
    dataBytes = offset + sizeBytes;
    return Buffer.concat([
      text(name),
      uint32(shape.length),
      ...shape.map(uint64),
      uint32(type),
      uint64(offset),
    ]);
  });
  const head = Buffer.concat([
    Buffer.from("GGUF"),
    uint32(3),
    uint64(tensors.length),
    uint64(Object.keys(values).length),
    ...Object.entries(values).flatMap(([key, value]) => [text(key), valueOf(value)]),
    ...infos,
  ]);
  const padding = tensors.length === 0 ? 0 : aligned(head.length) - head.length;
  return { bytes: Buffer.concat([head, Buffer.alloc(padding + dataBytes)]), headBytes: head.length };
}
