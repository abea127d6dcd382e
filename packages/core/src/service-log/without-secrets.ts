import { parseEnvironment, withoutCredentials, withoutSecret } from "./environment.ts";

/**
 * A line of a log without secrets, whatever a journal or a container engine puts before it: Ollama writes its environment,
 * where a proxy may have a password (recording `log-first-start`), addresses with credentials, and the requests of its
 * clients. Takes a time that grows with the length of the line.
 */
export const withoutSecrets = (line: string): string =>
  withoutNamedSecrets(withoutHeaders(withoutCredentials(withoutQuery(withoutEnvironmentSecrets(line)))));

/** Values in `map[…]` may have spaces. A line of which the end is not written yet has no end of the environment either. */
function withoutEnvironmentSecrets(line: string): string {
  const start = line.search(/map\[[A-Za-z][A-Za-z0-9_]{2,}:/);
  if (start < 0) return line;
  const quote = /\\?["']$/.exec(line.slice(Math.max(0, start - 2), start))?.[0] ?? "";
  const end = line.lastIndexOf(`]${quote}`);
  if (end < start) return `${line.slice(0, start)}…${quote}`;
  const settings = parseEnvironment(line.slice(start, end + 1)) ?? [];
  if (settings.length === 0) return line;
  const shown = settings.map(({ name, value }) => `${name}:${value}`).join(" ");
  return `${line.slice(0, start)}map[${shown}${line.slice(end)}`;
}

/** Some programs put a key into the query of their requests. The path is the last thing of the line, in quotes. */
function withoutQuery(line: string): string {
  const request = line.indexOf("[GIN]");
  const start = request < 0 ? -1 : line.indexOf("?", request);
  if (start < 0) return line;
  const end = line.lastIndexOf('"');
  return `${line.slice(0, start)}?…${end < start ? '"' : line.slice(end)}`;
}

/** What authorises a request is all that follows in the line or in the quotes. */
const withoutHeaders = (line: string): string =>
  line.replaceAll(
    /\b((?:proxy-)?authorization|(?:set-)?cookie)(\\?["']?[:=] ?[\\"'[]*)[^"'\\\]]+/gi,
    "$1$2…",
  );

/** `NAME=`, `NAME:` and `"NAME":"`. A name begins where no other one goes on, so that each is looked at once. */
const NAMED = /(?<![\w-])([A-Za-z][\w-]*)\\?["']?[:=](?:(?<=["'][:=]) )?[\\"'[]*/g;
const VARIABLE = /^([A-Z][A-Z0-9_]{2,}|https?_proxy|all_proxy)$/;
const SECRET =
  /^(x-)?([a-z0-9]+[-_])*(api-?_?key|access-?_?key|access-?_?token|security-token|password|passwd|secret|signature|credential)$/i;

function withoutNamedSecrets(line: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: named, 1: name = "" } of line.matchAll(NAMED)) {
    if (index < from || !(VARIABLE.test(name) || SECRET.test(name))) continue;
    const start = index + named.length;
    const length = line.slice(start).search(/[\s"'&]/);
    const end = length < 0 ? line.length : start + length;
    parts.push(line.slice(from, start), withoutNamedSecret(name, line.slice(start, end)));
    from = end;
  }
  return parts.join("") + line.slice(from);
}

const withoutNamedSecret = (name: string, value: string): string =>
  VARIABLE.test(name) ? withoutSecretBefore(name, value) : value && "…";

/** Brackets at the end close what the value is in. */
function withoutSecretBefore(name: string, value: string): string {
  let end = value.length;
  while (end > 0 && "])}\\".includes(value.charAt(end - 1))) end -= 1;
  return withoutSecret(name, value.slice(0, end)) + value.slice(end);
}
