declare const brand: unique symbol;

/** A text that was checked where it came in, and cannot be confused with other texts. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
