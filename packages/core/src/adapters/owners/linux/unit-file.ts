/** What the files of a unit say: each setting's values in order (systemd.syntax(7)). */
export type UnitSettings = ReadonlyMap<string, readonly string[]>;

type Line = { readonly text: string; readonly number: number };

/** A setting of a unit, `Section.Name`, whose value may take several lines. */
type Assigned = { readonly setting: string; readonly value: string; readonly lines: readonly Line[] };

/** Later texts are drop-ins; an empty value forgets the earlier ones. */
export function parseUnit(texts: readonly string[]): UnitSettings {
  const settings = new Map<string, string[]>();
  for (const { setting, value } of texts.flatMap(settingsIn)) {
    const before = settings.get(setting);
    if (value === "" || !before) settings.set(setting, value === "" ? [] : [value]);
    else before.push(value);
  }
  return settings;
}

/** The settings of a text, in order. */
export function settingsIn(text: string): readonly Assigned[] {
  let section = "";
  return joinedLines(text).flatMap((lines): readonly Assigned[] => {
    const joined = lines
      .map((line) => line.text)
      .join(" ")
      .trim();
    const [, name] = /^\[(.+)\]$/.exec(joined) ?? [];
    if (name !== undefined) section = name;
    const [, key, value = ""] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(joined) ?? [];
    return key === undefined ? [] : [{ setting: `${section}.${key}`, value, lines: withoutKey(lines) }];
  });
}

const withoutKey = ([first, ...others]: readonly Line[]): readonly Line[] =>
  first ? [{ ...first, text: first.text.replace(/^[^=]*=/, "") }, ...others] : [];

/** Lines without comments; a line that ends with a backslash goes on in the next one. */
function joinedLines(text: string): readonly (readonly Line[])[] {
  const joined: Line[][] = [];
  let isOpen = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    const [, part = line] = /^(.*)\\$/s.exec(line) ?? [];
    const one = { text: part, number: index + 1 };
    if (isOpen) joined.at(-1)?.push(one);
    else joined.push([one]);
    isOpen = part !== line;
  }
  return joined;
}

/** The words of a value, without the quotes around a word or a part of it; quotes that are not closed go to its end. */
export function wordsOf(value: string): readonly string[] {
  const words: string[] = [];
  let isInside = false;
  for (const [part, double, single] of value.matchAll(PART)) {
    const text = double ?? single ?? part;
    const isSpace = part.trim() === "";
    if (isInside && !isSpace) words.push(`${words.pop()}${text}`);
    else if (!isSpace) words.push(text);
    isInside = !isSpace;
  }
  return words;
}

/** No part can fail after it has begun, so that the time grows with the length. */
const PART = /"((?:[^"\\]|\\.?)*)"?|'((?:[^'\\]|\\.?)*)'?|[^\s"']+|\s+/gs;

/** The value of a variable in assignments such as `NAME=value`; the last one counts. */
export const assignedIn = (words: readonly string[], name: string): string | undefined =>
  words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
