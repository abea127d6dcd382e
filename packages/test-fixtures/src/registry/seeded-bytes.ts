import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

/** The bytes of a big layer: made from a seed wherever they are wanted, never all at once. */
export type Contents = { readonly seed: string; readonly sizeBytes: number };

/** Makes the bytes from `start` up to `end`. */
export function bytesOf({ seed }: Contents, start: number, end: number): Buffer {
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

/** What the bytes hash to: computed at the first question, in steps that leave others their turn. */
export function digestOfContents(contents: Contents): Promise<string> {
  const key = `${contents.sizeBytes} ${contents.seed}`;
  const known = digests.get(key) ?? computeDigest(contents);
  digests.set(key, known);
  return known;
}

const BLOCK_BYTES = 65_536;
const BLOCKS_A_TURN = 64;
const digests = new Map<string, Promise<string>>();
const bases = new Map<string, Buffer>();

/** Block by block in one buffer: with a new one for each step, most of the time went into collecting them. */
async function computeDigest({ seed, sizeBytes }: Contents): Promise<string> {
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

/** Random-looking, so that nothing on the way can compress it. */
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
