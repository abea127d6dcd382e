import { open } from "node:fs/promises";
import { cleanLine } from "./clean-text.ts";

const TAIL_BYTES = 16 * 1024;

/**
 * The last lines of a log, which may be long, without the secrets that Ollama writes into it: its environment, where a
 * proxy may have a password (recording `log-first-start`), and credentials in addresses. None where there is no file.
 */
export async function lastLines(file: string, most: number): Promise<readonly string[]> {
  try {
    await using handle = await open(file, "r");
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const lines = buffer.subarray(0, bytesRead).toString("utf8").split("\n");
    const whole = start > 0 ? lines.slice(1) : lines;
    return whole
      .map((line) => cleanLine(withoutSecrets(line), 500))
      .filter((line) => line !== "")
      .slice(-most);
  } catch {
    return [];
  }
}

const withoutSecrets = (line: string): string =>
  line.replace(/ env="map\[.*\]"/, ' env="…"').replaceAll(/\/\/[^\s/@"]+@/g, "//…@");
