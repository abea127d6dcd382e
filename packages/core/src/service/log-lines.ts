/** Lines about single requests, most of them our own: they never say why a service ended. */
const REQUEST = /^\[GIN\] /;
/** An ordinary line of Ollama's log: the process went on after whatever was logged before it. */
const ORDINARY = /^(time=\S+ level=|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )/;
const PROBLEM = /^time=\S+ level=(WARN|ERROR) /;
/** The first line of what Go or Ollama's command line says when they end (recordings `log-crash`, `log-port-taken`). */
const LAST_WORDS = /^(panic|fatal error|Error|SIG[A-Z]+): /;

export const isLastWords = (line: string): boolean => LAST_WORDS.test(line);

/** The place of the line that says why a process ended; `undefined` if none does. */
export function tellingIndex(lines: readonly string[]): number | undefined {
  const lastOrdinary = lines.findLastIndex((line) => ORDINARY.test(line));
  const found = lines.findIndex((line, index) => index > lastOrdinary && isLastWords(line));
  return found < 0 ? undefined : found;
}

/**
 * Up to `most` lines of a log that say why a process ended: the telling line and what follows it, else the last lines.
 * Below a `panic:` there may be hundreds of lines of a stack, which say less.
 */
export function endOfLog(lines: readonly string[], most: number): readonly string[] {
  const kept = lines.filter((line) => line.trim() !== "" && !REQUEST.test(line));
  const telling = tellingIndex(kept);
  return telling === undefined ? kept.slice(-most) : kept.slice(telling, telling + most);
}

/**
 * The one line to show of `endOfLog`: the telling one, else the last problem that was logged. What Ollama did last is none.
 * A program that does not log like Ollama may say its reason in its last line.
 */
export function tellingLine(lines: readonly string[]): string | undefined {
  const telling = tellingIndex(lines);
  if (telling !== undefined) return lines[telling];
  return lines.some((line) => ORDINARY.test(line))
    ? lines.findLast((line) => PROBLEM.test(line))
    : lines.at(-1);
}
