import { withoutSecret } from "../service-log/environment.ts";
import type { ClosedWords } from "./closed-words.ts";
import type { Placeholders } from "./placeholders.ts";
import { isSecretName } from "./redact-secrets.ts";
import { shownHost } from "./redact-hosts.ts";
import { redactModelName } from "./redact-models.ts";
import { isOrdinary } from "./known-words.ts";

/** A value that can be written as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type JsonRedaction = {
  readonly placeholders: Placeholders;
  /** The text with marks in it. */
  readonly marked: (text: string) => string;
  /** What stays by its key, also where a person is called `service`. */
  readonly closed: ClosedWords;
};

const DEEPEST = 60;

/** The same value with its texts redacted, by their keys and by what they look like. Never throws. */
export function redactJson(value: unknown, redaction: JsonRedaction): Json {
  return shownValue(value, "", 0, redaction);
}

function shownValue(value: unknown, key: string, depth: number, redaction: JsonRedaction): Json {
  if (typeof value === "string") return shownText(value, key, redaction);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value !== "object") return null;
  if (depth >= DEEPEST) return "…";
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      shownValue(item, index > 0 && isCommand(key) ? ARGUMENT : key, depth + 1, redaction),
    );
  const named = pairOf(value);
  const outer = isOurs(value) ? "" : key;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]: readonly [string, unknown]) => [
        shownKey(name, redaction),
        shownValue(inner, keyOf(outer, name, named), depth + 1, redaction),
      ]),
  );
}

/** A variable or a header: `{ name, value }`. */
const pairOf = (value: object): string | undefined =>
  "name" in value && typeof value.name === "string" && "value" in value ? value.name : undefined;

/** Our own variants: which of their texts are words of a person, their keys say. */
const isOurs = (value: object): boolean => "kind" in value && typeof value.kind === "string";

/** What is inside a prompt or a secret is one, whatever its own key is. */
function keyOf(outer: string, name: string, pair: string | undefined): string {
  if (isProse(outer) || isSecretName(outer)) return outer;
  return name === "value" && pair !== undefined ? pair : name;
}

/** The commands of the person's own owner of a service: what an argument is, only its program knows. */
const isCommand = (key: string): boolean => /^(start|stop|status|log)$/.test(key);
const ARGUMENT = "secret";
/** One that was written as a text: its program, and the rest. */
const COMMAND = /^(\s*\S+\s+)(\S.*)$/s;

const shownKey = (key: string, redaction: JsonRedaction): string =>
  IDENTIFIER.test(key) ? key : shownText(key, "", redaction);
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,40}$/;

const PROSE = new Set(
  `prompt prompts system messages words content thinking reasoning answer question suffix template modelfile images
  input output response`.split(/\s+/),
);
const isProse = (key: string): boolean => PROSE.has(key.toLowerCase());
const HOST_KEY = /^(hostname|dialhostname|host_?name|computer_?name|machine_?name|node_?name)$/i;
const USER_KEY = /^(user|user_?name|log_?name|login|account)$/i;
const VARIABLE = /^[A-Z][A-Z0-9_]{2,}$/;
const NAME_KEY = /^(context|namespace|workload|pod|container|deployment|cluster)$/i;

const shownText = (value: string, key: string, redaction: JsonRedaction): string =>
  value.trim() === "" ? value : cut(redactedText(value, key, redaction));

const redactedText = (value: string, key: string, redaction: JsonRedaction): string =>
  redaction.placeholders.reveal(markedText(redaction.placeholders.protect(value), key, redaction));

/** Licences of models are longer. */
const LONGEST_TEXT = 2_000;
const cut = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;

function markedText(value: string, key: string, { marked, placeholders, closed }: JsonRedaction): string {
  const { mark } = placeholders;
  if (closed.get(key)?.has(value)) return value;
  if (isProse(key)) return mark("text", value);
  if (isCommand(key))
    return marked(
      value.replace(COMMAND, (_all, program: string, rest: string) => program + mark("secret", rest)),
    );
  if (VARIABLE.test(key) && withoutSecret(key, value) === "…") return mark("secret", value);
  if (isSecretName(key) && !/^(true|false|0|1|…)$/i.test(value)) return mark("secret", value);
  if (HOST_KEY.test(key)) return shownHost(value, placeholders);
  if (USER_KEY.test(key)) return isOrdinary(value) ? value : mark("user", value);
  if (NAME_KEY.test(key) && /^[\w.-]+$/.test(value) && !/ollama/i.test(value))
    return isOrdinary(value) ? value : mark("name", value);
  return redactModelName(value, placeholders) ?? marked(value);
}
