/** What a page consists of, one after the other. */
export type HtmlToken =
  /** Without entities, without white space around it; never empty. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: "close"; readonly name: string };

/** What stands in these is not for reading. */
const UNREAD: ReadonlySet<string> = new Set(["script", "style", "template", "noscript"]);

/** More than this in one tag is nothing that we read. */
const LONGEST_TAG = 20_000;

/**
 * Reads a page piece by piece: enough to find links and words, whatever lies around them. Any text is read in one pass,
 * however it is written: a tag that does not end, ends the reading.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const beginning = /<[a-z/!?]/gi;
  for (let at = 0; at < html.length;) {
    beginning.lastIndex = at;
    const next = beginning.exec(html)?.index ?? -1;
    const end = next < 0 ? html.length : next;
    const text = decode(html.slice(at, end)).trim();
    if (text !== "") yield { kind: "text", text };
    if (next < 0) return;
    const after = skipComment(html, next) ?? endOfTag(html, next);
    if (after === undefined) return;
    const token = toTag(html.slice(next + 1, after - 1));
    if (token) yield token;
    at = token?.kind === "open" && UNREAD.has(token.name) ? endOfUnread(html, after, token.name) : after;
  }
}

/** The place behind a comment or a declaration, if one begins here. */
function skipComment(html: string, from: number): number | undefined {
  if (!html.startsWith("<!", from)) return undefined;
  const isComment = html.startsWith("<!--", from);
  const end = html.indexOf(isComment ? "-->" : ">", from + 2);
  return end < 0 ? html.length + 1 : end + (isComment ? 3 : 1);
}

/** The place behind a tag. One that stands in quotes is no end of it. */
function endOfTag(html: string, from: number): number | undefined {
  for (let at = from + 1; at < html.length; at++) {
    const char = html[at];
    if (char === ">") return at + 1;
    if (char !== '"' && char !== "'") continue;
    at = html.indexOf(char, at + 1);
    if (at < 0) return undefined;
  }
  return undefined;
}

function endOfUnread(html: string, from: number, name: string): number {
  const closing = new RegExp(`</${name}`, "gi");
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}

function toTag(inside: string): HtmlToken | undefined {
  const [, slash, name] = /^(\/?)([a-z][a-z0-9-]*)/i.exec(inside.slice(0, 40)) ?? [];
  if (name === undefined) return undefined;
  if (slash === "/") return { kind: "close", name: name.toLowerCase() };
  return { kind: "open", name: name.toLowerCase(), attributes: attributesOf(inside.slice(name.length)) };
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

function attributesOf(inside: string): ReadonlyMap<string, string> {
  if (inside.length > LONGEST_TAG) return new Map();
  return new Map(
    Array.from(inside.matchAll(ATTRIBUTE), ([, name = "", double, single, bare]): [string, string] => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ""),
    ]),
  );
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** What stands for a character, as that character; what stands for nothing that we know is left as it is. */
function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
