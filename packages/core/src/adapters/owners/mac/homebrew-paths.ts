/** The launchd job of the formula (`brew services`, Homebrew's `Library/Homebrew/services`). */
export const HOMEBREW_LABEL = "homebrew.mxcl.ollama";

/** The usual prefixes: Apple silicon, Intel (docs.brew.sh, "Installation"). */
export const HOMEBREW_PREFIXES = ["/opt/homebrew", "/usr/local"] as const;

/** The prefix of the Homebrew that a program of its `ollama` formula belongs to. */
export function homebrewPrefixOf(executable: string): string | undefined {
  const [, prefix] = /^(\/.+)\/(?:opt|Cellar)\/ollama\//.exec(executable) ?? [];
  return prefix;
}

export const homebrewLog = (brew: string): string => brew.replace(/\/bin\/brew$/, "/var/log/ollama.log");
