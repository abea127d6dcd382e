/** What the files of a unit say: each setting's values in order (systemd.syntax(7)). */
export type UnitSettings = ReadonlyMap<string, readonly string[]>;

/** Settings are `Section.Name`. Later texts are drop-ins; an empty value forgets the earlier ones. */
export function parseUnit(texts: readonly string[]): UnitSettings {
  const settings = new Map<string, string[]>();
  for (const text of texts) {
    let section = "";
    for (const line of joinedLines(text)) {
      const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
      if (name !== undefined) section = name;
      const [, key, value = ""] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(line) ?? [];
      if (key === undefined) continue;
      const setting = `${section}.${key}`;
      const before = settings.get(setting);
      if (value === "" || !before) settings.set(setting, value === "" ? [] : [value]);
      else before.push(value);
    }
  }
  return settings;
}

/** Lines without comments; a line that ends with a backslash goes on in the next one. */
const joinedLines = (text: string): readonly string[] =>
  text
    .split("\n")
    .filter((line) => !/^\s*[#;]/.test(line))
    .join("\n")
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim());

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
