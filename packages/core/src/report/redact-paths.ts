import { isUserRoot, shownPath, type Segment } from "./shown-path.ts";
import { isTellingSegment } from "./path-words.ts";
import type { Placeholders } from "./placeholders.ts";

/** A slash or backslash as it is written in texts, in JSON (once and twice), and in addresses. */
const SEP = String.raw`(?:\\{0,3}\/{1,2}|\\{1,8}|%(?:25)?(?:2[Ff]|5[Cc]))`;
const CHAR = String.raw`(?:[^\s\\/"'\x60<>|*?:;,(){}[\]&=%!]|%(?!(?:25)?(?:2[Ff]|5[Cc]|3[Aa]|22))|\\u[0-9a-fA-F]{4})`;
const CHUNK = String.raw`(?!-)${CHAR}{1,160}`;

/** Where a path of this machine may begin. */
const START = new RegExp(
  [
    String.raw`file:(?:${SEP}){0,3}(?:[A-Za-z](?::|%3[Aa])${SEP})?`,
    String.raw`(?<![A-Za-z0-9])[A-Za-z](?::|%3[Aa])${SEP}`,
    String.raw`(?<![\\\w:.\uE000-\uEFFF])(?:\\{2,8}|(?<![/\w])\/\/)(?=[\w$.-]{1,63}(?:\\{1,4}|\/)[^\s\\/])`,
    String.raw`${SEP}(?=(?:home|Users|Documents and Settings)${SEP})`,
    String.raw`(?<![\w.%)\]\-/\\\uE000-\uEFFF\p{L}])\\?\/(?=[^\s/"'])`,
    String.raw`(?<![\w~/.\\-])~[\w.-]{0,32}${SEP}`,
    String.raw`[\uE000-\uE7FF][\uE800-\uEFFF](?=${SEP})`,
  ].join("|"),
  "gu",
);
const SEGMENT = new RegExp(String.raw`(${CHUNK}(?: ${CHUNK}){1,4}(?=${SEP}\S)|${CHAR}{1,255})(${SEP})?`, "y");
/** The rest of a quoted path, and of an unquoted name such as `Anna Müller`. */
const MORE_QUOTED = new RegExp(String.raw`(?: ${CHUNK}){1,6}(?=\\{0,3}["'\x60])`, "y");
const MORE_NAME = new RegExp(String.raw` \p{Lu}[\p{Ll}\p{M}'’-]{1,30}(?![\p{L}\p{N}_=\\/])`, "yu");

const MOST_SEGMENTS = 60;

/** Paths: user names, and all folders that are not those of Ollama, of editors or of systems. */
export function redactPaths(text: string, placeholders: Placeholders): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: root } of text.matchAll(START)) {
    if (index < from) continue;
    const isHome = /^[\uE000-\uEFFF]/.test(root);
    if (isHome && !placeholders.isMarkOf("home", root)) continue;
    const start = index + root.length;
    const { segments, end } = segmentsAt(text, start, /["'`]/.test(text.charAt(index - 1)));
    const shown = shownPath(root, segments, placeholders, isHome);
    if (shown === undefined) continue;
    parts.push(text.slice(from, index), shown);
    from = end;
  }
  return parts.join("") + text.slice(from);
}

function segmentsAt(
  text: string,
  start: number,
  isQuoted: boolean,
): { readonly segments: readonly Segment[]; readonly end: number } {
  const segments: Segment[] = [];
  let end = start;
  const [, lead = ""] = new RegExp(`^(${SEP})`).exec(text.slice(start, start + 12)) ?? [];
  end += lead.length;
  if (lead !== "") segments.push({ name: "", sep: lead });
  while (segments.length < MOST_SEGMENTS) {
    SEGMENT.lastIndex = end;
    const [whole = "", name = "", sep = ""] = SEGMENT.exec(text) ?? [];
    if (whole === "") break;
    end += whole.length;
    const more =
      sep === "" && !isTellingSegment(name) ? restOfName(text, end, isQuoted, segments.at(-1)) : "";
    end += more.length;
    segments.push({ name: name + more, sep });
    if (sep === "") break;
  }
  return { segments, end };
}

function restOfName(text: string, end: number, isQuoted: boolean, before: Segment | undefined): string {
  const pattern = isQuoted ? MORE_QUOTED : isUserRoot(before?.name ?? "") ? MORE_NAME : undefined;
  if (!pattern) return "";
  pattern.lastIndex = end;
  return pattern.exec(text)?.[0] ?? "";
}
