/**
 * The file names of Ollama's program: as it is installed, one that nixpkgs or Guix wraps (`.ollama-wrapped`,
 * `.ollama-real`), and a download that still says its platform or its version.
 */
const NAME = String.raw`(?:ollama(?:-(?:linux|darwin|windows)(?:-(?:amd64|arm64))?|-v?\d[\w.]*)?|\.ollama-(?:wrapped_*|real))(?:\.exe)?`;

const PROGRAM = new RegExp(String.raw`(?:^|[/\\])${NAME}$`, "i");
/** A script may well have Ollama in its name, such as a proxy, and so only this name is one of Ollama's. */
const SCRIPT = /(?:^|\/)ollama$/;
const IN_LINE = String.raw`(?:^|[/\\\s"'])${NAME}["']?\s+(?:serve|start)`;
const IN_SHELL = new RegExp(String.raw`${IN_LINE}\b`, "i");
const AT_END = new RegExp(String.raw`${IN_LINE}\s*$`, "i");

/** Whether these arguments run a server: `ollama serve` or its alias `start` (docs/ollama.md §4.2). */
export const isServing = ([program = "", second = "", third = ""]: readonly string[]): boolean =>
  (PROGRAM.test(program) && isServe(second)) || (SCRIPT.test(second) && isServe(third));

/** Whether a line of a shell has such a command. */
export const hasServing = (line: string): boolean => IN_SHELL.test(line);

/** Whether a command in one line, in which spaces of a path are as they are, is such a one. */
export const endsServing = (line: string): boolean => AT_END.test(line);

const isServe = (argument: string): boolean => /^(serve|start)$/.test(argument);
