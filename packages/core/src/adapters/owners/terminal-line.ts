import type { Argv } from "./machine.ts";

/** A command as a line for a POSIX shell, to be read and pasted by a person. */
export const terminalLine = (argv: Argv): string => argv.map(quoted).join(" ");

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
