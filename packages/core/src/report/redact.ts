import type { ClosedWords } from "./closed-words.ts";
import { createKnownWords, type KnownWords } from "./known-words.ts";
import { createPlaceholders, type Placeholders } from "./placeholders.ts";
import { redactAddresses } from "./redact-addresses.ts";
import { redactHosts } from "./redact-hosts.ts";
import { redactJson, type Json } from "./redact-json.ts";
import { redactModels } from "./redact-models.ts";
import { redactPaths } from "./redact-paths.ts";
import { redactProse } from "./redact-prose.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** Takes out of texts and values what only the person should see: the same thing has the same placeholder everywhere. */
export interface Redactor {
  text(text: string): string;
  json(value: unknown): Json;
  /** Lines of a log; a prompt may go over several of them. */
  lines(lines: readonly string[]): readonly string[];
}

/** No line of a log is longer (`adapters/owners/log-text.ts`). */
const LONGEST_LINE = 32_000;
const TOO_LONG = new RegExp(`([^\\n]{${LONGEST_LINE}})[^\\n]+`, "g");

const LONGEST_KEPT = 200;

type Step = (text: string, placeholders: Placeholders) => string;

/**
 * Takes a time that grows with the length of the text, of which lines that are too long are cut. Never throws. A redacted text
 * stays as it is.
 */
export function createRedactor(known: KnownWords = {}, closed: ClosedWords = new Map()): Redactor {
  const placeholders = createPlaceholders();
  const words = createKnownWords(known, placeholders);
  const steps: readonly Step[] = [
    redactProse,
    words.secrets,
    words.homes,
    redactSecrets,
    redactPaths,
    redactHosts,
    redactAddresses,
    redactModels,
    words.names,
  ];
  /** A state has the same short texts many times. */
  const earlier = new Map<string, string>();
  function marked(given: string): string {
    const before = earlier.get(given);
    if (before !== undefined) return before;
    const shown = stable(cut(given), (text) => steps.reduce((now, step) => step(now, placeholders), text));
    if (given.length < LONGEST_KEPT) earlier.set(given, shown);
    return shown;
  }
  const text = (given: string): string => placeholders.reveal(marked(placeholders.protect(given)));
  return {
    text,
    json: (value) => redactJson(value, { placeholders, marked, closed }),
    lines: (lines) => (lines.length === 0 ? lines : text(lines.join("\n")).split("\n")),
  };
}

const cut = (text: string): string => (text.length > LONGEST_LINE ? text.replaceAll(TOO_LONG, "$1…") : text);

const MOST_PASSES = 5;

/** What was redacted may leave words that now stand beside others: until nothing more is found. */
function stable(given: string, once: (text: string) => string): string {
  let text = given;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = once(text);
    if (next === text) break;
    text = next;
  }
  return text;
}
