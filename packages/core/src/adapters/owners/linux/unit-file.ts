/** What the files of a unit say: each setting's values in order (systemd.syntax(7)). */
export type UnitSettings = ReadonlyMap<string, readonly string[]>;

/** A setting of a unit, `Section.Name`, with the number of the line on which it begins. */
type Assigned = { readonly setting: string; readonly value: string; readonly line: number };

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
  return joinedLines(text).flatMap(({ text: line, at }): readonly Assigned[] => {
    const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
    if (name !== undefined) section = name;
    const [, key, value = ""] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(line) ?? [];
    return key === undefined ? [] : [{ setting: `${section}.${key}`, value, line: at }];
  });
}

/** Lines without comments; a line that ends with a backslash goes on in the next one. */
function joinedLines(text: string): readonly { readonly text: string; readonly at: number }[] {
  const lines: { parts: string[]; at: number }[] = [];
  let isOpen = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    const [, part = line] = /^(.*)\\$/s.exec(line) ?? [];
    if (isOpen) lines.at(-1)?.parts.push(part);
    else lines.push({ parts: [part], at: index + 1 });
    isOpen = part !== line;
  }
  return lines.map(({ parts, at }) => ({ text: parts.join(" ").trim(), at }));
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
