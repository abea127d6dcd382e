import * as v from "valibot";

/** A text that was checked where it came in, and cannot be confused with other texts. */
export type Branded<Name extends string> = string & { readonly "~brand": Name };

/** Parses a text from outside by the rule of its brand; a text that breaks the rule is an issue of valibot's. */
export const branded = <Name>(parse: (text: string) => Name | undefined, problem: string) =>
  v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Name => {
      const name = parse(dataset.value);
      if (name !== undefined) return name;
      addIssue({ message: problem });
      return NEVER;
    }),
  );
