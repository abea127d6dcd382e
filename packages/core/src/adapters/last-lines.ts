import { cleanLine } from "./clean-text.ts";
import { readTail } from "./file-tail.ts";

const TAIL_BYTES = 16 * 1024;

/** Up to `most` of the last lines of a log, however long it is; none where it cannot be read. */
export async function lastLines(file: string, most: number): Promise<readonly string[]> {
  try {
    return (await readTail(file, TAIL_BYTES))
      .split("\n")
      .map((line) => cleanLine(line, 500))
      .filter((line) => line !== "")
      .slice(-most);
  } catch {
    return [];
  }
}
