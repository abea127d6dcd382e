import type { PullLine } from "../../ollama/ollama-api.port.ts";

/** `lines` matches progress lines that differ only in their final number; `line` is one of them, parsed. */
type Run = { readonly lines: RegExp; readonly line: Extract<PullLine, { kind: "layer" }> };

/**
 * Reads a pull's lines cheaply: a safetensors model sends one for each 32 kB (docs/ollama.md §2.2). Of consecutive
 * lines that differ only in their count, it returns the last one and parses none. `parse` passes over odd lines.
 */
export function createProgressReader(parse: (line: string) => PullLine | undefined): {
  /** Passes on each line before it parses the next one, which may throw. */
  read(text: string, emit: (line: PullLine) => void): void;
} {
  let run: Run | undefined;

  function readOne(line: string): PullLine | undefined {
    const parsed = line === "" ? undefined : parse(line);
    if (parsed !== undefined) run = runOf(line, parsed);
    return parsed;
  }

  function read(text: string, emit: (line: PullLine) => void): void {
    for (let at = 0; at < text.length;) {
      const match = run && lastOf(run, text, at);
      if (match) {
        emit(match.line);
        at = match.end;
        continue;
      }
      const newline = text.indexOf("\n", at);
      const end = newline < 0 ? text.length : newline;
      const line = readOne(text.slice(at, end).trim());
      if (line !== undefined) emit(line);
      at = end + 1;
    }
  }

  return { read };
}

const COUNT = '"completed":';
/** The text before the count holds a digest and a size. Engines refuse much longer regular expressions. */
const LONGEST_START = 1_000;
/** A safe integer, so that a longer one is left to the parser. Without this limit, a run that ends in one is read again. */
const DIGITS = "\\d{1,15}";
const RUN_END = new RegExp(`^${DIGITS}\\}$`);

/** A regular expression is the fastest way to compare so many characters. */
function runOf(text: string, line: PullLine): Run | undefined {
  const start = text.slice(0, text.lastIndexOf(COUNT) + COUNT.length);
  const isShort = start !== "" && start.length <= LONGEST_START;
  const isCounting = line.kind === "layer" && isShort && RUN_END.test(text.slice(start.length));
  if (!isCounting) return undefined;
  const escaped = start.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return { lines: new RegExp(`(?:${escaped}${DIGITS}\\}\\n)*${escaped}(${DIGITS})\\}(?:\\n|$)`, "y"), line };
}

/** The last of the run's lines that begin at `from`, and where they end. */
function lastOf({ lines, line }: Run, text: string, from: number) {
  lines.lastIndex = from;
  const [, count] = lines.exec(text) ?? [];
  return count === undefined
    ? undefined
    : { line: { ...line, doneBytes: Number(count) }, end: lines.lastIndex };
}
