import type { Suite } from "./suite.ts";

/**
 * The suites that the words ask for: by name, or by what the name begins with (`core` is `core-node`,
 * `core-bun` …). All of them if there are no words; the first word that fits nothing is an error.
 */
export function selectSuites(suites: readonly Suite[], args: readonly string[]): readonly Suite[] {
  const words = args.filter((arg) => arg !== "--suite").map((arg) => arg.replace(/^--suite=/, ""));
  if (words.length === 0) return suites;
  const fits = ({ name }: Suite, word: string): boolean => name === word || name.startsWith(`${word}-`);
  const stray = words.find((word) => !suites.some((suite) => fits(suite, word)));
  if (stray !== undefined) {
    throw new RangeError(
      `No suite is called "${stray}". There are: ${suites.map(({ name }) => name).join(", ")}`,
    );
  }
  return suites.filter((suite) => words.some((word) => fits(suite, word)));
}
