import { open } from "node:fs/promises";
import { cleanLine } from "./clean-text.ts";

const TAIL_BYTES = 16 * 1024;

/** The last lines of a log, which may be long; none where there is no such file. */
export async function lastLines(file: string, most: number): Promise<readonly string[]> {
  try {
    await using handle = await open(file, "r");
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const lines = buffer.subarray(0, bytesRead).toString("utf8").split("\n");
    const whole = start > 0 ? lines.slice(1) : lines;
    return whole
      .map((line) => cleanLine(line, 500))
      .filter((line) => line !== "")
      .slice(-most);
  } catch {
    return [];
  }
}
