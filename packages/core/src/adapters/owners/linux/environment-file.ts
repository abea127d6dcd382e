/** `NAME=value` in a file of variables, and the line in which it begins. */
export type Assignment = { readonly text: string; readonly line: number };

/** systemd.exec(5), `EnvironmentFile=`: a value may have quotes, and go on in the next line. */
const ASSIGNMENT =
  /^[ \t]*([A-Za-z_]\w*)=[ \t]*(?:"([^"\\]*(?:\\[^][^"\\]*)*)"?|'([^']*)'?|([^\n\\]*(?:\\[^][^\n\\]*)*))/gm;

/** The assignments of a file of variables, in order; of several of one name, the last one counts. */
export function assignmentsOf(file: string): readonly Assignment[] {
  const text = file.replaceAll(/\r\n?/g, "\n");
  let [line, counted] = [1, 0];
  return [...text.matchAll(ASSIGNMENT)].map(({ 1: name, 2: double, 3: single, 4: plain = "", index }) => {
    line += text.slice(counted, index).split("\n").length - 1;
    counted = index;
    return { text: `${name}=${single ?? unescaped(double ?? plain.trim())}`, line };
  });
}

/** A backslash at the end of a line joins it with the next one. */
const unescaped = (value: string): string =>
  value.replaceAll(/\\([^])/g, (_, escaped: string) => (escaped === "\n" ? "" : escaped));
