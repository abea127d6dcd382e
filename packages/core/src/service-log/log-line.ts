import { parseAccessLine } from "../activity/access-line.ts";

/** One line of the log of an Ollama, which has three authors: Ollama itself, its web framework, and its model runners. */
export type LogLine =
  | {
      readonly kind: "event";
      /** Absent where the line has a time without a zone. */
      readonly atMs?: number;
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: ReadonlyMap<string, string>;
    }
  | {
      readonly kind: "request";
      /** `05:58:34`, in the zone of the server. */
      readonly time: string;
      readonly status: number;
      readonly took: string;
      readonly client: string;
      readonly method: string;
      readonly path: string;
    }
  | { readonly kind: "output"; readonly text: string };

export type LogLevel = "debug" | "info" | "warn" | "error";

/** The `server config` line of many origins has about 3,000 characters; nothing longer is worth reading. */
const LONGEST = 32_000;

/** Parses a line as Ollama wrote it (docs/ollama.md §4.2), without what a journal or a container engine puts before it. */
export function parseLogLine(line: string): LogLine {
  const text = line.slice(0, LONGEST);
  return parseEvent(text) ?? parseEarlyEvent(text) ?? parseRequest(text) ?? { kind: "output", text };
}

/** `time=2026-11-23T05:54:13.394Z level=INFO source=routes.go:1802 msg="server config" env="map[…]"`. */
function parseEvent(text: string): LogLine | undefined {
  const [, time, level = "", rest = ""] = /^time=(\S+) level=([A-Z]+)\S* (.*)$/.exec(text) ?? [];
  if (time === undefined) return undefined;
  const fields = parseFields(rest);
  const atMs = Date.parse(time);
  return {
    kind: "event",
    ...(!Number.isNaN(atMs) && { atMs }),
    level: LEVELS[level] ?? "info",
    message: fields.get("msg") ?? "",
    fields,
  };
}

/**
 * Before its log is set up, and until 0.5 for its first line, Ollama writes
 * `2026/11/23 05:58:34 config.go:48: WARN invalid port, using default port=111563` (recording `log-bad-host`).
 */
function parseEarlyEvent(text: string): LogLine | undefined {
  const [, level = "", rest] =
    /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (?:\S+:\d+: )?(DEBUG|INFO|WARN|ERROR) (.*)$/.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const end = rest.search(/ [^\s="]+=/);
  const message = end < 0 ? rest : rest.slice(0, end);
  return {
    kind: "event",
    level: LEVELS[level] ?? "info",
    message,
    fields: parseFields(rest.slice(message.length)),
  };
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  TRACE: "debug",
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  ERROR: "error",
};

function parseRequest(text: string): LogLine | undefined {
  const line = parseAccessLine(text);
  if (!line) return undefined;
  const { time, status, took, client, method, path } = line;
  return { kind: "request", time, status, took, client, method, path };
}

/**
 * `key=value`, where either may be quoted as in Go. A key begins where no other one goes on: otherwise a text without
 * fields would take a time that grows with the square of its length.
 */
const FIELD = /(?:(?<!\S)"((?:[^"\\]|\\.)*)"|(?<![^\s="])([^\s="]+))=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

function parseFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [, quotedKey, key = "", quotedValue, value = ""] of text.matchAll(FIELD))
    fields.set(
      quotedKey === undefined ? key : unquoted(quotedKey),
      quotedValue === undefined ? value : unquoted(quotedValue),
    );
  return fields;
}

/** The text of a Go string literal; escapes that are not used by Go's log are left out. */
const unquoted = (text: string): string =>
  text.replace(/\\(u[0-9a-f]{4}|x[0-9a-f]{2}|.)/gi, (_, escape: string) =>
    escape.length > 1
      ? String.fromCharCode(Number.parseInt(escape.slice(1), 16))
      : (ESCAPES[escape] ?? escape),
  );

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The bytes of Ollama's figures: `23.5 GiB`, `179.5 KiB`, `0 B`; and of llama.cpp's `5049.71 MiB`. */
export function parseBytes(text: string | undefined): number | undefined {
  const [, count, unit = ""] = /^\[?(\d+(?:\.\d+)?) ?([KMGTP]?i?B)\]?$/.exec(text?.trim() ?? "") ?? [];
  const power = UNITS[unit];
  return power === undefined ? undefined : Math.round(Number(count) * power);
}

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  PiB: 2 ** 50,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};
