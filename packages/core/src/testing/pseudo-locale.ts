/** The name of the language that is made up of accents: the one that VS Code's own translators test with. */
export const PSEUDO_LANGUAGE = "qps-ploc";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ACCENTED = "áƀçđéƒǧĥíĵķłɱñóƥǫřšŧúṽŵẋýž";

/** What a translator leaves as it is: placeholders, links' targets, code, and codicons. */
const KEPT = /\{\d+\}|\]\([^)]*\)|`[^`]*`|\$\([a-z-]+\)|%[a-z.]+%/gi;

/**
 * A sentence as another language might have it: 40 % longer, every letter with an accent, in brackets. What is cut off
 * has lost its bracket; what is not translated has letters without accents.
 */
export function pseudo(sentence: string): string {
  const accented = aroundKept(sentence, accent);
  const letters = accented.length - (sentence.match(KEPT)?.join("").length ?? 0);
  return `⟦${accented}${padding(Math.ceil(letters * 0.4))}⟧`;
}

/** All sentences of a bundle. */
export const pseudoSentences = (bundle: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bundle).map(([key, sentence]) => [key, pseudo(sentence)]));

function aroundKept(sentence: string, change: (text: string) => string): string {
  let from = 0;
  let changed = "";
  for (const { 0: kept, index } of sentence.matchAll(KEPT)) {
    changed += change(sentence.slice(from, index)) + kept;
    from = index + kept.length;
  }
  return changed + change(sentence.slice(from));
}

const accent = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const accented = ACCENTED.charAt(LETTERS.indexOf(letter.toLowerCase()));
    return letter === letter.toLowerCase() ? accented : accented.toUpperCase();
  });

/** Words of five letters, so that a longer sentence can break as a real one would. */
const padding = (length: number): string =>
  length < 2
    ? "ó".repeat(length)
    : ` ${"óóóó "
        .repeat(length)
        .slice(0, length - 1)
        .trimEnd()}`;
