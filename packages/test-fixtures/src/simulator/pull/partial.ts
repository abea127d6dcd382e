import { createHash, type Hash } from "node:crypto";

/** What is on the disk of a download that was not finished. */
export type Unfinished = { readonly digest: string; readonly doneBytes: number; readonly totalBytes: number };

/** A download while it lives: its bytes are counted and hashed, not kept. */
export type PartialLayer = {
  readonly digest: string;
  totalBytes: number;
  doneBytes: number;
  /** Absent where the beginning was fetched by another process. */
  readonly hash: Hash | undefined;
  /** The content of a small layer, for `show`. */
  text: string;
};

/** Takes up what is there of a download, which may be nothing. */
export function createPartial({ digest, doneBytes, totalBytes }: Unfinished): PartialLayer {
  return {
    digest,
    doneBytes,
    totalBytes,
    hash: doneBytes === 0 ? createHash("sha256") : undefined,
    text: "",
  };
}

/** Adds what came. */
export function addBytes(partial: PartialLayer, bytes: Uint8Array): void {
  partial.hash?.update(bytes);
  partial.doneBytes += bytes.length;
  if (partial.totalBytes <= SMALL_BYTES) partial.text += Buffer.from(bytes).toString("utf8");
}

const SMALL_BYTES = 65_536;
