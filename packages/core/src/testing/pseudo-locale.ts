/** The pseudo language that VS Code's translators test with. */
export const PSEUDO_LANGUAGE = "qps-ploc";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ACCENTED = "áƀçđéƒǧĥíĵķłɱñóƥǫřšŧúṽŵẋýž";

/** Text that is not translated: placeholders, link targets, code and codicons. */
const KEPT = /\{\d+\}|\]\([^)]*\)|`[^`]*`|\$\([a-z-]+\)|%[a-z.]+%/gi;

/**
 * A pseudo translation: 40 % longer, every letter with an accent, in brackets. A text that is cut off lacks its
 * bracket; an untranslated one has letters without accents.
 */
export function pseudo(sentence: string): string {
  const accented = aroundKept(sentence, accent);
  const letters = accented.length - (sentence.match(KEPT)?.join("").length ?? 0);
  return `⟦${accented}${padding(Math.ceil(letters * 0.4))}⟧`;
}

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

/** Words of five letters, so that a longer sentence can wrap like a real one. */
const padding = (length: number): string =>
  length < 2
    ? "ó".repeat(length)
    : ` ${"óóóó "
        .repeat(length)
        .slice(0, length - 1)
        .trimEnd()}`;
