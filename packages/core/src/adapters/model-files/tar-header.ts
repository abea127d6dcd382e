/**
 * Headers of a tar archive in the form `ustar` (POSIX.1-2017, pax, "ustar Interchange Format"). They are our own and not a
 * library's: `tar-stream` and `tar` read an archive from its beginning to its end, and a model of 40 GB is read at the
 * places that are needed, several times if an upload breaks off.
 */
export const BLOCK_BYTES = 512;

export type TarEntry = { readonly name: string; readonly sizeBytes: number };

/** What a block of 512 bytes is, where a header is expected. */
export type TarBlock =
  | { readonly kind: "end" }
  | { readonly kind: "damaged" }
  /** A regular file, a folder, or anything else: links, devices, and extensions of the format. */
  | (TarEntry & { readonly kind: "file" | "folder" | "other" });

/** An entry's content is filled up to whole blocks. */
export const paddedBytes = (sizeBytes: number): number => Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;

const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  prefix: [345, 155],
} as const;
/** Sizes from 8 GiB on have no place in 11 octal digits. */
const MOST_OCTAL = 0o77777777777;

/** The header of a regular file. Throws if its name is too long for one. */
export function tarHeader({ name, sizeBytes }: TarEntry): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  const [prefix, rest] = splitName(name);
  put(block, "name", rest);
  put(block, "prefix", prefix);
  put(block, "mode", "0000644\0");
  put(block, "uid", "0000000\0");
  put(block, "gid", "0000000\0");
  putSize(block, sizeBytes);
  put(block, "mtime", "00000000000\0");
  put(block, "type", "0");
  put(block, "magic", "ustar\0");
  put(block, "checksum", "        ");
  block.set([0x30, 0x30], 263); // the version of the format
  put(block, "checksum", `${sumOf(block).toString(8).padStart(6, "0")}\0 `);
  return block;
}

export function parseTarBlock(block: Uint8Array): TarBlock {
  if (block.every((byte) => byte === 0)) return { kind: "end" };
  if (block.length < BLOCK_BYTES || !hasSum(block) || !textIn(block, "magic").startsWith("ustar"))
    return { kind: "damaged" };
  const sizeBytes = sizeIn(block);
  if (sizeBytes === undefined) return { kind: "damaged" };
  const prefix = textIn(block, "prefix");
  const name = prefix === "" ? textIn(block, "name") : `${prefix}/${textIn(block, "name")}`;
  return { kind: kindOf(textIn(block, "type")), name, sizeBytes };
}

function kindOf(type: string): "file" | "folder" | "other" {
  if (type === "0" || type === "") return "file";
  return type === "5" ? "folder" : "other";
}

function splitName(name: string): readonly [prefix: string, rest: string] {
  const most = FIELDS.name[1];
  if (name.length <= most) return ["", name];
  const slash = name.indexOf("/", name.length - most - 1);
  if (slash < 0 || slash > FIELDS.prefix[1]) throw new Error(`too long for a tar archive: ${name}`);
  return [name.slice(0, slash), name.slice(slash + 1)];
}

function put(block: Uint8Array, field: keyof typeof FIELDS, text: string): void {
  const [start] = FIELDS[field];
  block.set(new TextEncoder().encode(text), start);
}

/** GNU's form for large numbers, which bsdtar and libarchive read, too: a set first bit, then the number itself. */
function putSize(block: Uint8Array, sizeBytes: number): void {
  if (sizeBytes <= MOST_OCTAL) return put(block, "size", `${sizeBytes.toString(8).padStart(11, "0")}\0`);
  const [start, length] = FIELDS.size;
  block[start] = 0x80;
  new DataView(block.buffer).setBigUint64(start + length - 8, BigInt(sizeBytes));
}

function sizeIn(block: Uint8Array): number | undefined {
  const [start, length] = FIELDS.size;
  const view = new DataView(block.buffer, block.byteOffset);
  if (block[start] === 0x80) {
    const size = view.getBigUint64(start + length - 8);
    return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) : undefined;
  }
  return octalIn(block, "size");
}

function octalIn(block: Uint8Array, field: keyof typeof FIELDS): number | undefined {
  const text = textIn(block, field).trim();
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function textIn(block: Uint8Array, field: keyof typeof FIELDS): string {
  const [start, length] = FIELDS[field];
  const bytes = block.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return new TextDecoder("utf-8").decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** The sum of all bytes, where those of the sum itself count as spaces. */
function sumOf(block: Uint8Array): number {
  const [start, length] = FIELDS.checksum;
  return block.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 0x20 : byte), 0);
}

const hasSum = (block: Uint8Array): boolean => octalIn(block, "checksum") === sumOf(block);
