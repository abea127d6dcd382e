import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

/** The bytes of a large layer. They are generated from the seed piece by piece, and never stored. */
export type SeededBytes = { readonly seed: string; readonly sizeBytes: number };

/** Generates the bytes from `start` up to `end`. */
export function bytesOf({ seed }: SeededBytes, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  const base = baseBlock(seed);
  for (let at = start; at < end;) {
    const block = Math.floor(at / BLOCK_BYTES);
    const offset = at % BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES - offset, end - at);
    base.writeUIntLE(block, 0, 6);
    base.copy(bytes, at - start, offset, offset + length);
    at += length;
  }
  return bytes;
}

/** The digest of the bytes. It is computed once, in steps that yield to other work. */
export function digestOfSeeded(seeded: SeededBytes): Promise<string> {
  const key = `${seeded.sizeBytes} ${seeded.seed}`;
  const known = digests.get(key) ?? computeDigest(seeded);
  digests.set(key, known);
  return known;
}

const BLOCK_BYTES = 65_536;
const BLOCKS_A_TURN = 64;
const digests = new Map<string, Promise<string>>();
const bases = new Map<string, Buffer>();

/** Reuses one buffer, since with a new buffer for each step most of the time was spent in garbage collection. */
async function computeDigest({ seed, sizeBytes }: SeededBytes): Promise<string> {
  const hash = createHash("sha256");
  const block = Buffer.from(baseBlock(seed));
  const blocks = Math.ceil(sizeBytes / BLOCK_BYTES);
  for (let index = 0; index < blocks; index += 1) {
    block.writeUIntLE(index, 0, 6);
    hash.update(block.subarray(0, Math.min(BLOCK_BYTES, sizeBytes - index * BLOCK_BYTES)));
    if (index % BLOCKS_A_TURN === 0) await setImmediate();
  }
  return `sha256:${hash.digest("hex")}`;
}

/** Looks random, so that it cannot be compressed. */
function baseBlock(seed: string): Buffer {
  const known = bases.get(seed);
  if (known !== undefined) return known;
  const pieces = Array.from({ length: BLOCK_BYTES / 64 }, (_, index) =>
    createHash("sha512").update(`${seed} ${index}`).digest(),
  );
  const base = Buffer.concat(pieces);
  bases.set(seed, base);
  return base;
}
