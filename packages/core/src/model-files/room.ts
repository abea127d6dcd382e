/** What an import needs on the disk of the Ollama that gets the model. */
export type Room =
  /** The models folder shares the content of the file, so it needs nothing. */
  | { readonly kind: "shared" }
  | { readonly kind: "on-disk"; readonly neededBytes: number; readonly freeBytes: number }
  /** Its disk cannot be seen from here. */
  | { readonly kind: "unknown"; readonly neededBytes: number };
