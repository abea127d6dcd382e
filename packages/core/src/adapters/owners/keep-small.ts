import { createReadStream, createWriteStream } from "node:fs";
import { stat, truncate } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** A log of this size has the requests of some weeks. */
const MOST_BYTES = 20_000_000;

/**
 * Empties a log that has become too large; what it had is kept beside it. A program that appends to it goes on in the
 * same file. Never rejects.
 */
export async function keepSmall(file: string, mostBytes = MOST_BYTES): Promise<void> {
  try {
    if ((await stat(file)).size <= mostBytes) return;
    // Not by `copyFile`: where another window empties the file meanwhile, that never ends on Linux.
    await pipeline(createReadStream(file), createWriteStream(`${file}.1`, { mode: 0o600 }));
    await truncate(file);
  } catch {
    return; // it does not exist yet, or there is no room for the copy: then it stays as it is
  }
}
