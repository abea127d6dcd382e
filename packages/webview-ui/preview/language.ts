import { PSEUDO_LANGUAGE, pseudoSentences } from "@paddock/core/testing";
import { setLanguage } from "@paddock/core/views";
import sentences from "../../vscode/l10n/bundle.l10n.json";

/** Shows the pages in the language of accents, if that is asked for. */
export function showIn(language: string | null): void {
  if (language === PSEUDO_LANGUAGE) setLanguage(language, pseudoSentences(sentences));
}
