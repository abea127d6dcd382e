/** Where a variable of a service is set: a file, and the number of a line in it. */
export type VariablePlace = { readonly name: string; readonly file: string; readonly line: number };
