import type { Placeholders } from "./placeholders.ts";

/**
 * Prompts and answers in a log. With `OLLAMA_DEBUG` Ollama logs `msg="chat request" prompt="…"`, with 2 also what it encodes and
 * decodes (ollama#7840), and llama.cpp whole requests, answers and tokens. Numbers stay: `prompt=12` is a length.
 */
export function redactProse(text: string, { mark }: Placeholders): string {
  const prose = (words: string): string =>
    words === "" || /^[\s\d.,…-]*$/.test(words) ? words : mark("text", words);
  return withoutQuoted(withoutRest(text, prose), prose)
    .replaceAll(GO_FIELD, (_all, name: string, value: string) => name + prose(value))
    .replaceAll(IMAGE, (_all, before: string, data: string) => before + prose(data))
    .replaceAll(TOKEN, (_all, before: string, words: string) => before + prose(words))
    .replaceAll(RUN, (_all, command: string, words: string) => command + prose(words));
}

const KEYS =
  "prompt|prompts|system|suffix|content|thinking|reasoning|reasoning_content|string|text|texts|input|inputs|output|outputs|answer|answers|question|completion|generated_text|messages|tool_calls|arguments|images|ids|tokens|embedding|embeddings|query|documents|instruction|words";

/** `prompt="…"`, `"prompt":"…"`, `\"content\": \"…\"`, `"messages":[…]`. */
const OPENING = new RegExp(
  String.raw`(?<![\w.-])(?:${KEYS})((?:\\{0,7}["'])?)(?:=|[ ]?:[ ]?)(?=\\{0,7}["'[{])`,
  "gi",
);
/** A bare word: `prompt=Hello`. */
const BARE = new RegExp(
  String.raw`(?<![\w.-])((?:prompt|content|thinking|string|system)=)([^\s"'\[{][^\s]{0,4000})`,
  "gi",
);
const LOG_LINE =
  /\n(?=time=|\[GIN\]|\d{4}[/-]\d\d[/-]\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:|(?:srv|slot|llama_|load|print_info|ggml_|main|system|common_|que|res|init|cmd|build|DEBUG|INFO|WARN|ERROR|goroutine|panic|\d+\.\d+\.\d+ )[\w:]*[ :])/g;

/** What follows in the line, and in lines that are none of a log's own. */
const REST =
  /(?<![\w])(?:Parsing input with format [^:\n]{1,60}:|Parsed message:|formatted prompt:|prompt:|Prompt:|Body:|request body:|example_format:|(?:request|response): {0,2}(?=[{"]|data:))/g;

function withoutRest(text: string, prose: (words: string) => string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: opener } of text.matchAll(REST)) {
    if (index < from) continue;
    const start = index + opener.length;
    const end = endOfRecord(text, start);
    const blank = /^ ?/.exec(text.slice(start, start + 1))?.[0] ?? "";
    parts.push(text.slice(from, start), blank, prose(text.slice(start + blank.length, end)));
    from = end;
  }
  return parts.join("") + text.slice(from);
}

function endOfRecord(text: string, start: number): number {
  LOG_LINE.lastIndex = start;
  return LOG_LINE.exec(text)?.index ?? text.length;
}

function withoutQuoted(text: string, prose: (words: string) => string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: opener } of text.matchAll(OPENING)) {
    if (index < from) continue;
    const start = index + opener.length;
    const { open, end, close } = valueAt(text, start);
    parts.push(text.slice(from, start), open, prose(text.slice(start + open.length, end)), close);
    from = end + close.length;
  }
  return (parts.join("") + text.slice(from)).replaceAll(
    BARE,
    (_all, name: string, value: string) => name + prose(value),
  );
}

type Value = { readonly open: string; readonly end: number; readonly close: string };

/** A text in quotes, or a list or an object. Without an end, it goes to the next line of the log. */
function valueAt(text: string, start: number): Value {
  const [open = ""] = /^\\{0,7}["'[{]/.exec(text.slice(start, start + 8)) ?? [];
  const bracket = open.at(-1) ?? "";
  if (bracket === "[" || bracket === "{") return { open: "", end: endOfBracket(text, start), close: "" };
  let at = text.indexOf(open, start + open.length);
  while (at >= 0 && isEscaped(text, at, start + open.length)) at = text.indexOf(open, at + 1);
  const next = at < 0 ? endOfRecord(text, start) : endOfRecord(text.slice(start, at), 0) + start;
  return next === at ? { open, end: at, close: open } : { open, end: next, close: "" };
}

/** A quote with more backslashes than the opening one is a part of the text. */
function isEscaped(text: string, at: number, start: number): boolean {
  let count = 0;
  while (at - 1 - count >= start && text.charAt(at - 1 - count) === "\\") count += 1;
  return count % 2 === 1;
}

/** Brackets in quoted texts count too; one too many takes some more, up to the end of the line. */
function endOfBracket(text: string, start: number): number {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\n") return at;
    if (char === '"') {
      const [escapes = ""] = /\\{0,7}$/.exec(text.slice(Math.max(0, at - 7), at)) ?? [];
      if (quote === "") quote = `${escapes}"`;
      else if (quote === `${escapes}"`) quote = "";
    } else if (quote !== "") continue;
    else if (char === "[" || char === "{") depth += 1;
    else if (char === "]" || char === "}") depth -= 1;
    if (depth === 0 && quote === "") return at + 1;
  }
  return text.length;
}

/** Go's `{Role:user Content:… Thinking: Images:[]}` and `map[content:… role:user]`. */
const GO_FIELD =
  /((?<![\w"])(?:Content|Prompt|Thinking|System|content|prompt):)(?!["'[{\\ ])([^\n}\]]{1,4000})/g;
/** A picture in a request. */
const IMAGE = /(data:[\w/+.-]{3,60};base64,)([A-Za-z0-9+/=]{4,})/g;
/** `next token: 22 'hello'`. */
const TOKEN = /((?:next token|token|piece):? {0,3}\d{1,8} )('[^\n]*)/g;
/** `ollama run model words of a prompt`. */
const RUN =
  /(\bollama(?:\.exe)? run {1,4}(?:--?[a-z][\w-]{0,30} {1,4}){0,6}[\w./:-]{1,200} {1,4})(?!-|&&|\||>|;)("[^"\n]{0,4000}"?|[^\n"]{1,4000})/g;
