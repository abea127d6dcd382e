/**
 * The suites that the words select, by name or by the beginning of a name (`core` selects `core-node`, `core-bun` …).
 * A word that matches no suite is an error.
 */
export function selectSuites<Suite extends { readonly name: string }>(
  suites: readonly Suite[],
  words: readonly string[],
): readonly Suite[] {
  const fits = ({ name }: Suite, word: string): boolean => name === word || name.startsWith(`${word}-`);
  const stray = words.find((word) => !suites.some((suite) => fits(suite, word)));
  if (stray !== undefined) {
    throw new RangeError(
      `No suite is called "${stray}". There are: ${suites.map(({ name }) => name).join(", ")}`,
    );
  }
  return suites.filter((suite) => words.some((word) => fits(suite, word)));
}
