/**
 * A text that was checked where it came in, and cannot be confused with other texts.
 * Trap: the key must not be a symbol, since no other file's declarations could spell it.
 */
export type Branded<Name extends string> = string & { readonly "~brand": Name };
