const QUOTE = "\"'`“”„‘’‚«»‹›";

/** Also after a shell prompt, with a path, under `sudo`, and in a container command. */
const COMMAND = new RegExp(
  `(?:^|[\\s/\\\\>$#%!&|;(${QUOTE}])ollama(?:\\.exe)?[${QUOTE}]?\\s+(?:run|pull|show)\\s+(.*)`,
  "is",
);

/** Some flags take a value. `--think` takes one only after `=`, but people also write it as a separate word. */
const FLAGS =
  /^(?:--?(?:(?:keepalive|format|dimensions|width|height|steps|seed|negative)[\s=]\s*(?:"[^"]*"|'[^']*'|\S+)|think\s+(?:true|false|low|medium|high|max)|\S+)(?:\s+|$))*/;

const NAME = new RegExp(`^[${QUOTE}]?([^\\s;|&<>${QUOTE}]+)`);

/** The patterns take quadratic time. */
const LONGEST_TEXT = 2_000;

/** A line that goes on in the next one, as shells write it. */
const CONTINUED = /[\\^`]\s*\n/g;

/** The model in a pasted command line, if it is one; else the text without the quotes around it. */
export function withoutCommand(text: string): { readonly named: string; readonly isCommand: boolean } {
  const line = text.slice(0, LONGEST_TEXT).replace(CONTINUED, " ").trim();
  const [, words] = COMMAND.exec(line) ?? [];
  const [, name] = (words !== undefined && NAME.exec(words.replace(FLAGS, ""))) || [];
  return name === undefined
    ? { named: withoutQuotes(line), isCommand: false }
    : { named: withoutPunctuation(name), isCommand: true };
}

/** Without what ends a sentence. */
export const withoutPunctuation = (text: string): string => text.replace(/[.,:;!?)…。]+$/, "");

const QUOTES_AROUND = new RegExp(`^[${QUOTE}<]+|[${QUOTE}>]+$`, "g");
const withoutQuotes = (text: string): string => text.replace(QUOTES_AROUND, "").trim();
