import * as l10n from "@vscode/l10n";

/** Our sentences in another language, each by its English one. */
export type Sentences = Readonly<Record<string, string>>;

let locales: readonly string[] = ["en"];

/**
 * Sets the language of everything that is said. `@vscode/l10n` knows one language at a time, so figures do too: where
 * there are no sentences in a language, its figures would stand between English words.
 */
export function setLanguage(language: string, sentences: Sentences | undefined): void {
  locales = sentences ? [language, "en"] : ["en"];
  l10n.config({ contents: { ...sentences } });
}

/** Makes each format once in a language: making one takes ten times as long as using it. */
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

/** The same for a format of which there is one. */
export function format<Format>(make: (locales: readonly string[]) => Format): () => Format {
  const only = formats((locales, _key: "") => make(locales));
  return () => only("");
}
