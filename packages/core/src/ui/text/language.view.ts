import * as l10n from "@vscode/l10n";

/** Translations by English sentence. */
type Sentences = Readonly<Record<string, string>>;

let locales: readonly string[] = ["en"];

/**
 * Sets the language of all texts. `@vscode/l10n` has one language at a time. Without translations, figures stay English
 * as well, to match the sentences around them.
 */
export function setLanguage(language: string, sentences: Sentences | undefined): void {
  locales = sentences ? [language, "en"] : ["en"];
  l10n.config({ contents: { ...sentences } });
}

/** Caches formats for the current language: creating one takes ten times as long as using it. */
export function formats<Key, Format>(
  make: (locales: readonly string[], key: Key) => Format,
): (key: Key) => Format {
  let madeFor = locales;
  let made = new Map<Key, Format>();
  return (key) => {
    if (madeFor !== locales) {
      madeFor = locales;
      made = new Map<Key, Format>();
    }
    const known = made.get(key);
    if (known !== undefined) return known;
    const format = make(locales, key);
    made.set(key, format);
    return format;
  };
}

/** The same for a single format. */
export function format<Format>(make: (locales: readonly string[]) => Format): () => Format {
  const only = formats((locales, _key: "") => make(locales));
  return () => only("");
}
