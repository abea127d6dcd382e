import { open } from "node:fs/promises";

/** The whole lines among the last `mostBytes` bytes of a file. Rejects with errors of `node:fs`. */
export async function readTail(file: string, mostBytes: number): Promise<string> {
  await using handle = await open(file, "r");
  const { size } = await handle.stat();
  const start = Math.max(0, size - mostBytes);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
  const text = buffer.subarray(0, bytesRead).toString("utf8");
  if (start === 0) return text;
  const newline = text.indexOf("\n"); // the search for secrets could miss one in a cut line
  return newline < 0 ? "" : text.slice(newline + 1);
}
