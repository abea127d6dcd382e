import { endOfLog } from "../../service/log-lines.ts";
import { withoutSecrets } from "../../service-log/without-secrets.ts";
import { cleanLine } from "../ollama/clean-text.ts";
import { readTail } from "../system/file-tail.ts";

/** The stack below a `panic:` can be long: it has all goroutines of a busy server. */
const TAIL_BYTES = 1_000_000;
const LONGEST = 32_000;

/**
 * Up to `most` lines of a log that say why the process ended (`endOfLog`), without the secrets that Ollama writes into
 * it: its environment, where a proxy may have a password (recording `log-first-start`), and credentials in addresses.
 * Empty if the file cannot be read.
 */
export async function readLogTail(file: string, most: number): Promise<readonly string[]> {
  const text = await readTail(file, TAIL_BYTES).catch(() => "");
  return endOfLog(text.split("\n"), most)
    .map((line) => cleanLine(withoutSecrets(withoutEnvironment(line.slice(0, LONGEST))), 500))
    .filter((line) => line !== "");
}

/** The last address that a server says it listens on (recording `log-first-start`). */
export async function readListenAddress(file: string): Promise<string | undefined> {
  const text = await readTail(file, TAIL_BYTES).catch(() => "");
  return [...text.matchAll(/ msg="Listening on (\S+) \(version /g)].at(-1)?.[1];
}

/** The models whose conversion has begun, and has not ended (recording `migrate-log`). */
export async function readConversions(file: string): Promise<readonly string[]> {
  const text = await readTail(file, TAIL_BYTES).catch(() => "");
  const converting = new Set<string>();
  for (const [, isStart, model = ""] of text.matchAll(CONVERSION_STEP))
    if (isStart) converting.add(model);
    else converting.delete(model);
  return [...converting];
}

/** The end of a conversion has many words (docs/ollama.md §8.6), and some versions may have others. */
const CONVERSION_STEP = / msg="(starting )?[^"]*local compat[^"]*migration[^"]*" model=(\S+)/g;

/** A line of which the end is not written yet has no end of the environment either. */
function withoutEnvironment(line: string): string {
  const start = line.indexOf(' env="map[');
  if (start < 0) return line;
  const end = line.lastIndexOf(']"');
  return `${line.slice(0, start)} env="…"${end < start ? "" : line.slice(end + 2)}`;
}
