import { createHash } from "node:crypto";
import { lstat } from "node:fs/promises";
import * as path from "node:path";
import type { ByteSource } from "../../shared/byte-source.ts";
import { PortError } from "../../shared/failure.ts";
import { openRegular, readRegular } from "../system/regular-file.ts";
import { blobOfDigest, orUndefined } from "./disk.ts";

/** A part that is read at a time: larger ones are not faster. */
const PART_BYTES = 1_048_576;
/** A license has some ten thousand bytes, and a system prompt less. */
const LARGEST_TEXT = 16_000_000;

/** A file of the blobs folder; a link is none, wherever it leads. */
async function findBlob(
  blobs: string,
  digest: string,
): Promise<{ readonly file: string; readonly sizeBytes: number } | undefined> {
  const name = blobOfDigest(digest);
  if (name === undefined) return undefined;
  const file = path.join(blobs, name);
  const stats = await orUndefined(lstat(file));
  return stats?.isFile() === true ? { file, sizeBytes: stats.size } : undefined;
}

export async function openBlob(blobs: string, digest: string): Promise<ByteSource | undefined> {
  const found = await findBlob(blobs, digest);
  return found && { sizeBytes: found.sizeBytes, bytes: () => bytesOf(found.file) };
}

/** Rejects with `PortError` if the text is not that of the digest: what it is sent for is made of it. */
export async function textOfBlob(blobs: string, digest: string): Promise<string | undefined> {
  const found = await findBlob(blobs, digest);
  if (!found) return undefined;
  const bytes = await orUndefined(readRegular(found.file, LARGEST_TEXT, "refuse"));
  if (!bytes) return undefined;
  if (`sha256:${createHash("sha256").update(bytes).digest("hex")}` !== digest)
    throw new PortError({ kind: "source-damaged" });
  return bytes.toString("utf8");
}

/** The file may have become a link since it was found, so what was opened is looked at, and nothing else is read. */
async function* bytesOf(file: string): AsyncIterable<Uint8Array> {
  try {
    const { handle } = await openRegular(file, "refuse");
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PART_BYTES), 0, PART_BYTES, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new PortError({ kind: "source-missing", file }, { cause: error });
  }
}
