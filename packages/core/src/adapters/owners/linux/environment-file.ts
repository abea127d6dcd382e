/** `NAME=value` in a file of variables, and the line in which it begins. */
export type Assignment = { readonly text: string; readonly line: number };

/**
 * The assignments of a file of variables, in order; of several of one name, the last one counts. They are read as by
 * systemd 254 and later (systemd.exec(5), `EnvironmentFile=`): a value may have quotes and go on in the next line, and what
 * has no valid name is left out.
 */
export function assignmentsOf(file: string): readonly Assignment[] {
  const found: Assignment[] = [];
  let [at, line] = [0, 1];
  const skip = (text: string): void => {
    at += text.length;
    line += text.match(/\r\n|[\r\n]/g)?.length ?? 0;
  };
  while (at < file.length) {
    skip(tokenAt(file, at, SPACE));
    const firstLine = line;
    const name = tokenAt(file, at, NAME);
    skip(name);
    if (!name.endsWith("=")) continue;
    const { value, source } = readValue(file, at);
    if (/^[A-Za-z_]\w*[ \t]*=$/.test(name))
      found.push({ text: `${name.slice(0, -1).trimEnd()}=${value}`, line: firstLine });
    skip(source);
  }
  return found;
}

const SPACE = /[ \t\r\n]*/y;
/** A comment, or a name and the sign after it. */
const NAME = /[#;][^\r\n]*|[^\r\n][^=\r\n]*=?/y;
const GAP = /[ \t]*/y;
const SINGLE = /'[^']*'?/y;
const PLAIN = /[^\\\r\n]+|\\[^]?/y;
const DOUBLE = /[^\\"]+|\\[^]?/y;

const tokenAt = (text: string, at: number, token: RegExp): string => {
  token.lastIndex = at;
  return token.exec(text)?.[0] ?? "";
};

/** Quoted parts, and then a part without quotes, which ends with its line. */
function readValue(file: string, start: number): { readonly value: string; readonly source: string } {
  let [value, at] = ["", start];
  const take = (token: RegExp): string => {
    const text = tokenAt(file, at, token);
    at += text.length;
    return text;
  };
  const takeAll = (token: RegExp, meaning: (text: string) => string): void => {
    for (let text = take(token); text !== ""; text = take(token)) value += meaning(text);
  };
  for (take(GAP); /["']/.test(file[at] ?? ""); take(GAP)) {
    if (file[at] === "'") value += take(SINGLE).slice(1).replace(/'$/, "");
    else {
      take(/"/y);
      takeAll(DOUBLE, (text) => (text.startsWith("\\") ? inQuotes(text.slice(1)) : text));
      take(/"/y);
    }
  }
  let end = value.length;
  takeAll(PLAIN, (text) => {
    const isEscaped = text.startsWith("\\");
    const meant = isEscaped ? text.slice(1).replace(/[\r\n]/, "") : text;
    end = value.length + (isEscaped ? meant : meant.trimEnd()).length;
    return meant;
  });
  return { value: value.slice(0, end), source: file.slice(start, at) };
}

/** What a backslash in double quotes stands for, with the character after it. */
const inQuotes = (character: string): string =>
  ["", "\n"].includes(character) ? "" : /["\\`$]/.test(character) ? character : `\\${character}`;
