import type { FileFailure } from "../shared/failure.ts";

/** A GGUF file begins with its magic and its version, each of four bytes (GGUF specification of ggml, "File structure"). */
export const GGUF_HEAD_BYTES = 8;
const MAGIC = [0x47, 0x47, 0x55, 0x46]; // "GGUF"
/** A text that begins with the word has a number there that was never one of a version. */
const MOST = 255;
/** Version 1 was in use for some weeks of 2023, and llama.cpp no longer reads it. */
const VERSIONS: ReadonlySet<number> = new Set([2, 3]);

export const isGguf = (head: Uint8Array): boolean => MAGIC.every((byte, index) => head[index] === byte);

/** Why a file that begins so is no GGUF that can be imported; `undefined` if it is one. */
export function ggufProblem(head: Uint8Array): FileFailure | undefined {
  if (!isGguf(head) || head.length < GGUF_HEAD_BYTES) return { kind: "no-model-file" };
  const version = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  if (version > MOST) return { kind: "no-model-file" };
  return VERSIONS.has(version) ? undefined : { kind: "gguf-version", version };
}
