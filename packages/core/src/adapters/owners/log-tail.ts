import { cleanLine } from "../ollama/clean-text.ts";
import { readTail } from "../system/file-tail.ts";

const TAIL_BYTES = 16 * 1024;

/**
 * Up to `most` of the last lines of a log, without the secrets that Ollama writes into it: its environment, where a
 * proxy may have a password (recording `log-first-start`), and credentials in addresses. Empty if the file cannot be
 * read.
 */
export async function readLogTail(file: string, most: number): Promise<readonly string[]> {
  try {
    return (await readTail(file, TAIL_BYTES))
      .split("\n")
      .map((line) => cleanLine(withoutSecrets(line), 500))
      .filter((line) => line !== "")
      .slice(-most);
  } catch {
    return [];
  }
}

const withoutSecrets = (line: string): string =>
  line.replace(/ env="map\[.*\]"/, ' env="…"').replaceAll(/\/\/[^\s/@"]+@/g, "//…@");
