/** A command as a line for a POSIX shell, to be read and pasted by a person. */
export const terminalLine = (argv: readonly string[]): string => argv.map(inShell).join(" ");

/** A word for a POSIX shell: nothing has a meaning in single quotes but a single quote. */
export const inShell = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
