import type { PullLine } from "../../ollama/ollama-api.port.ts";

/** Lines that differ in nothing but a number at their end, and one of them that was read. */
type Run = { readonly lines: RegExp; readonly line: Extract<PullLine, { kind: "layer" }> };

/**
 * Reads a pull's lines with little work: a safetensors model says one for each 32 kB (docs/ollama.md §2.2). Where
 * lines differ from the one before only in their count, only the last one is told, and none of them is parsed.
 */
export function createCounting(parse: (line: string) => PullLine): {
  read(text: string): readonly PullLine[];
} {
  let run: Run | undefined;

  function readOne(line: string): readonly PullLine[] {
    if (line === "") return [];
    const parsed = parse(line);
    run = runOf(line, parsed);
    return [parsed];
  }

  function read(text: string): readonly PullLine[] {
    const lines: PullLine[] = [];
    for (let at = 0; at < text.length;) {
      const counted = run && lastOf(run, text, at);
      if (counted) {
        lines.push(counted.line);
        at = counted.end;
        continue;
      }
      const newline = text.indexOf("\n", at);
      const end = newline < 0 ? text.length : newline;
      lines.push(...readOne(text.slice(at, end).trim()));
      at = end + 1;
    }
    return lines;
  }

  return { read };
}

const COUNT = '"completed":';
/** What comes before the count names a digest and a size; a regular expression of much more is refused. */
const LONGEST_START = 1_000;
const RUN_END = /\d+\}$/;

/** A regular expression, since nothing else compares so many characters so fast. */
function runOf(text: string, line: PullLine): Run | undefined {
  const start = text.slice(0, text.lastIndexOf(COUNT) + COUNT.length);
  const isShort = start !== "" && start.length <= LONGEST_START;
  const isCounting = line.kind === "layer" && isShort && text.replace(RUN_END, "") === start;
  if (!isCounting) return undefined;
  const escaped = start.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return { lines: new RegExp(`(?:${escaped}\\d+\\}\\n)*${escaped}(\\d+)\\}(?:\\n|$)`, "y"), line };
}

/** The last of the lines that go on from a place, and where they end. */
function lastOf({ lines, line }: Run, text: string, from: number) {
  lines.lastIndex = from;
  const doneBytes = Number(lines.exec(text)?.[1]);
  return Number.isSafeInteger(doneBytes) ? { line: { ...line, doneBytes }, end: lines.lastIndex } : undefined;
}
