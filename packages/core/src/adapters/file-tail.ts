import { open } from "node:fs/promises";

/**
 * The last `mostBytes` bytes of a file, as text. The first line is left out where it was cut, unless it is the only one.
 * Rejects as `node:fs` does.
 */
export async function readTail(file: string, mostBytes: number): Promise<string> {
  await using handle = await open(file, "r");
  const { size } = await handle.stat();
  const start = Math.max(0, size - mostBytes);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
  const text = buffer.subarray(0, bytesRead).toString("utf8");
  return start > 0 ? text.slice(text.indexOf("\n") + 1) : text;
}
