import type { SearchSource } from "./found-models.ts";

/** The search of a window's Downloads tab. */
export interface ModelFinder {
  /** Searches what comes with the product; no other host is asked. */
  type(text: string): void;
  /** Asks a source on another host for the text at this moment. */
  ask(source: SearchSource): void;
  /** Asks the source of a found model for its variants and their sizes. */
  askForSizes(model: { readonly source: SearchSource; readonly name: string }): void;
}
