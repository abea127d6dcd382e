import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

type Reading = {
  readonly handle: FileHandle;
  /** Files of `/proc` say 0, whatever they hold. */
  readonly sizeBytes: number;
};

/** Reading begins with so many bytes, which hold most of the files that are read whole. */
const FIRST_PART_BYTES = 65_536;

/**
 * Opens a file to read it. Rejects if it is none: an open pipe would be waited for, and each one occupies one of the few
 * threads that read files, until it is written to (open(2), `O_NONBLOCK`; Windows has neither flag).
 */
export async function openRegular(file: string, links: "follow" | "refuse" = "follow"): Promise<Reading> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (links === "refuse" ? constants.O_NOFOLLOW : 0);
  const handle = await open(file, flags);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Error(`not a file: ${file}`);
    return { handle, sizeBytes: stats.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The bytes of a file. Rejects if it is none, or has more than `mostBytes`. */
export async function readRegular(
  file: string,
  mostBytes: number,
  links: "follow" | "refuse" = "follow",
): Promise<Buffer> {
  const { handle, sizeBytes } = await openRegular(file, links);
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for (
      let next = Math.max(FIRST_PART_BYTES, Math.min(sizeBytes, mostBytes) + 1);
      ;
      next = FIRST_PART_BYTES
    ) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(next), 0, next, null);
      if (bytesRead === 0) return Buffer.concat(parts);
      length += bytesRead;
      if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes: ${file}`);
      parts.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
