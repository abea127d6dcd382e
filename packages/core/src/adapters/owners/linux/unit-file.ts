/** What the files of a unit say: each setting's values in order (systemd.syntax(7)). */
export type UnitSettings = ReadonlyMap<string, readonly string[]>;

/** A line of a file, and where it begins among those that it is joined with. */
type Line = { readonly text: string; readonly number: number; readonly start: number };

/** A setting of a unit, `Section.Name`. Its value may take several lines: `lineAt` gives the line of a place in it. */
type Assigned = { readonly setting: string; readonly value: string; readonly lineAt: (at: number) => number };

type Word = { readonly text: string; readonly at: number };

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
      .trimEnd();
    const [, name] = /^\s*\[(.+)\]$/.exec(joined) ?? [];
    if (name !== undefined) section = name;
    const [, key, value = ""] = /^\s*([A-Za-z]+)\s*=\s*(.*)$/.exec(joined) ?? [];
    const start = joined.length - value.length;
    const lineAt = (at: number): number => lineIn(lines, start + at);
    return key === undefined ? [] : [{ setting: `${section}.${key}`, value, lineAt }];
  });
}

/** The number of the line in which a character of the joined lines is. By halves: a value may have many lines. */
function lineIn(lines: readonly Line[], at: number): number {
  let [first, end] = [0, lines.length];
  while (end - first > 1) {
    const middle = (first + end) >> 1;
    if (at < (lines[middle]?.start ?? 0)) end = middle;
    else first = middle;
  }
  return lines[first]?.number ?? 0;
}

/** Lines without comments; a line that ends with a backslash goes on in the next one. */
function joinedLines(text: string): readonly (readonly Line[])[] {
  const joined: Line[][] = [];
  let isOpen = false;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    const [, part = line] = /^(.*)\\$/s.exec(line) ?? [];
    const before = isOpen ? joined.at(-1)?.at(-1) : undefined;
    const start = before ? before.start + before.text.length + 1 : 0;
    const one = { text: part, number: index + 1, start };
    if (before) joined.at(-1)?.push(one);
    else joined.push([one]);
    isOpen = part !== line;
  }
  return joined;
}

/** The words of a value, without the quotes around a word or a part of it; quotes that are not closed go to its end. */
export const wordsOf = (value: string): readonly string[] => wordsIn(value).map(({ text }) => text);

/** The same words, and where in the value each begins. */
export function wordsIn(value: string): readonly Word[] {
  const words: { text: string; readonly at: number }[] = [];
  let inside: (typeof words)[number] | undefined;
  for (const { 0: part, 1: double, 2: single, index } of value.matchAll(PART)) {
    const text = double ?? single ?? part;
    if (part.trim() === "") inside = undefined;
    else if (inside) inside.text += text;
    else words.push((inside = { text, at: index }));
  }
  return words;
}

/**
 * No part can fail after it has begun, so that the time grows with the length. What is plain is one step, not one for each
 * character: that takes JavaScriptCore long, and V8 much of its stack.
 */
const PART = /"([^"\\]*(?:\\.?[^"\\]*)*)"?|'([^'\\]*(?:\\.?[^'\\]*)*)'?|[^\s"']+|\s+/gs;

/** The value of a variable in assignments such as `NAME=value`; the last one counts. */
export const assignedIn = (words: readonly string[], name: string): string | undefined =>
  words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
