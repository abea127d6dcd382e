import type { Placeholders, RedactedKind } from "./placeholders.ts";

/** The person's own words, as far as they are known. */
export type KnownWords = {
  /** Names of the person on this machine and elsewhere. */
  readonly users?: readonly string[];
  /** Names and addresses of this machine and of the hosts in the settings. */
  readonly hosts?: readonly string[];
  readonly homes?: readonly string[];
  /** Names of the workspace's folders, and of hosts as the person calls them. */
  readonly names?: readonly string[];
  /** Owners of models: parts of their names. */
  readonly owners?: readonly string[];
  /** Names that the person gave to models. */
  readonly models?: readonly string[];
  /** Passwords, tokens and values of headers. */
  readonly secrets?: readonly string[];
};

/** Part of what every Ollama says: as a person's name, they are redacted only where their place tells it. */
const ORDINARY = new Set(
  `admin administrator api app assistant blobs chat client cloud code container cpu data debug default desktop dev docker
  embed error gpu guest home host info instruct latest library llama load local localhost log manifests model models name
  node none ollama owner paddock path ping pull registry request root runner server service source system test tmp ubuntu user
  users version vscode vision warn work workspace x`.split(/\s+/),
);
const SHORTEST = 3;
/** A shorter secret may be part of any word. */
const TELLING_SECRET = 8;

type Word = { readonly kind: RedactedKind; readonly text: string; readonly key: string };

/** Replaces the known words, the longest first, in every spelling. */
export function createKnownWords(known: KnownWords, placeholders: Placeholders) {
  const secrets = wordsOf("secret", known.secrets, 4);
  const isTelling = ({ key }: Word): boolean => key.length >= TELLING_SECRET;
  const [telling, short] = [secrets.filter(isTelling), secrets.filter((word) => !isTelling(word))];
  const names = [
    ...wordsOf("host", known.hosts, SHORTEST),
    ...wordsOf("user", known.users, SHORTEST),
    ...wordsOf("owner", known.owners, SHORTEST),
    ...wordsOf("model", known.models, SHORTEST),
    ...wordsOf("name", known.names, SHORTEST),
  ].filter(({ key }) => !isOrdinary(key));
  const homes = wordsOf("home", known.homes, 5);
  return {
    secrets: (text: string) =>
      replaced(replaced(text, telling, placeholders, false), short, placeholders, true),
    homes: (text: string) => replaced(text, homes, placeholders, true),
    names: (text: string) => replaced(text, names, placeholders, true),
  };
}

/** Whether a name says nothing about a person. */
export const isOrdinary = (name: string): boolean => ORDINARY.has(name.toLowerCase());

function wordsOf(kind: RedactedKind, texts: readonly string[] = [], shortest: number): readonly Word[] {
  return texts
    .map((text) => text.trim().replace(/[\\/]+$/, ""))
    .filter((text) => text.length >= shortest && !/^[\uE000-\uEFFF]+$/.test(text))
    .flatMap((text) => spellings(text).map((spelling) => ({ kind, text: spelling, key: text })))
    .toSorted((a, b) => b.text.length - a.text.length);
}

/** As it is written in JSON, once and twice, in an address, with other slashes, and as macOS decomposes letters. */
function spellings(text: string): readonly string[] {
  const forms = [text.normalize("NFC"), text.normalize("NFD")];
  const slashed = forms.flatMap((form) => [form, form.replaceAll("\\", "/")]);
  const all = slashed.flatMap((form) => {
    const escaped = escapedOnce(form);
    const percent = percentEncoded(form);
    return [form, escaped, escapedOnce(escaped), asciiEscaped(form), percent, percent.replaceAll("%2F", "/")];
  });
  return [...new Set(all.map(lowerCase))];
}

const escapedOnce = (text: string): string => JSON.stringify(text).slice(1, -1);
const asciiEscaped = (text: string): string =>
  escapedOnce(text).replaceAll(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
/** Half of a character has no such form. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));

function replaced(
  text: string,
  words: readonly Word[],
  placeholders: Placeholders,
  isBounded: boolean,
): string {
  let now = text;
  for (const { kind, text: word, key } of words)
    now = withoutWord(now, word, isBounded, () => placeholders.mark(kind, key));
  return now;
}

function withoutWord(text: string, word: string, isBounded: boolean, mark: () => string): string {
  const lower = lowerCase(text);
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (isBounded && !isWhole(text, at, end)) continue;
    parts.push(text.slice(from, at), mark());
    from = end;
  }
  return parts.length === 0 ? text : parts.join("") + text.slice(from);
}

/** Of the same length, so that places in it are places in the text. */
const lowerCase = (text: string): string => text.replaceAll("\u0130", "I").toLowerCase();

const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** After an escape such as `\n` or `%20`, a word begins. */
function isWhole(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  const isBegun = !LETTER.test(before.slice(-1)) || /\\[ntr]$|%[0-9a-f]{2}$/i.test(before);
  return isBegun && !LETTER.test(text.charAt(end));
}
