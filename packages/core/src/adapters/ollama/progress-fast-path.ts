import type { PullLine } from "../../ollama/ollama-api.port.ts";

/** `lines` matches progress lines that differ only in their final number; `line` is one of them, parsed. */
type Run = { readonly lines: RegExp; readonly line: Extract<PullLine, { kind: "layer" }> };

/**
 * Reads a pull's lines cheaply: a safetensors model sends one for each 32 kB (docs/ollama.md §2.2). Of consecutive
 * lines that differ only in their count, it returns the last one and parses none. `parse` passes over odd lines.
 */
export function createProgressReader(parse: (line: string) => PullLine | undefined): {
  read(text: string): readonly PullLine[];
} {
  let run: Run | undefined;

  function readOne(line: string): readonly PullLine[] {
    if (line === "") return [];
    const parsed = parse(line);
    if (parsed === undefined) return [];
    run = runOf(line, parsed);
    return [parsed];
  }

  function read(text: string): readonly PullLine[] {
    const lines: PullLine[] = [];
    for (let at = 0; at < text.length;) {
      const match = run && lastOf(run, text, at);
      if (match) {
        lines.push(match.line);
        at = match.end;
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
/** The text before the count holds a digest and a size. Engines refuse much longer regular expressions. */
const LONGEST_START = 1_000;
const RUN_END = /\d+\}$/;

/** A regular expression is the fastest way to compare so many characters. */
function runOf(text: string, line: PullLine): Run | undefined {
  const start = text.slice(0, text.lastIndexOf(COUNT) + COUNT.length);
  const isShort = start !== "" && start.length <= LONGEST_START;
  const isCounting = line.kind === "layer" && isShort && text.replace(RUN_END, "") === start;
  if (!isCounting) return undefined;
  const escaped = start.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return { lines: new RegExp(`(?:${escaped}\\d+\\}\\n)*${escaped}(\\d+)\\}(?:\\n|$)`, "y"), line };
}

/** The last of the run's lines that begin at `from`, and where they end. */
function lastOf({ lines, line }: Run, text: string, from: number) {
  lines.lastIndex = from;
  const doneBytes = Number(lines.exec(text)?.[1]);
  return Number.isSafeInteger(doneBytes) ? { line: { ...line, doneBytes }, end: lines.lastIndex } : undefined;
}
