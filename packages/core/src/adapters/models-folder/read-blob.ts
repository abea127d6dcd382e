import { createReadStream } from "node:fs";
import { lstat, readFile } from "node:fs/promises";
import * as path from "node:path";
import type { ByteSource } from "../../shared/byte-source.ts";
import { PortError } from "../../shared/failure.ts";
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

export async function textOfBlob(blobs: string, digest: string): Promise<string | undefined> {
  const found = await findBlob(blobs, digest);
  if (!found || found.sizeBytes > LARGEST_TEXT) return undefined;
  return orUndefined(readFile(found.file, "utf8"));
}

async function* bytesOf(file: string): AsyncIterable<Uint8Array> {
  try {
    const parts: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: PART_BYTES });
    yield* parts;
  } catch (error) {
    throw new PortError({ kind: "source-missing", file }, { cause: error });
  }
}
