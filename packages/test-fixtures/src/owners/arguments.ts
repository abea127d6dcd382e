/** The arguments of a call: options, which may have values, and the rest. */
export type Arguments = {
  readonly words: readonly string[];
  has(...names: readonly string[]): boolean;
  value(...names: readonly string[]): string | undefined;
  values(...names: readonly string[]): readonly string[];
};

/** Reads `--name=value`, `--name value` and `-n value`. `valued` are the options that take a value. */
export function readArguments(argv: readonly string[], valued: readonly string[]): Arguments {
  const words: string[] = [];
  const options: { readonly name: string; readonly value: string }[] = [];
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? "";
    const equals = argument.indexOf("=");
    if (!argument.startsWith("-")) words.push(argument);
    else if (argument.startsWith("--") && equals > 0)
      options.push({ name: argument.slice(0, equals), value: argument.slice(equals + 1) });
    else if (valued.includes(argument)) options.push({ name: argument, value: argv[++at] ?? "" });
    else options.push({ name: argument, value: "" });
  }
  const values = (...names: readonly string[]): readonly string[] =>
    options.flatMap(({ name, value }) => (names.includes(name) ? [value] : []));
  return {
    words,
    values,
    value: (...names) => values(...names).at(-1),
    has: (...names) => options.some(({ name }) => names.includes(name)),
  };
}
