import type { MissingProgram } from "../shared/failure.ts";

/** The program to start, or why there is none. */
export type FoundProgram = { readonly kind: "found"; readonly path: string } | MissingProgram;
