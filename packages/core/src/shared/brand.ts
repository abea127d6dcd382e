import * as v from "valibot";

/** A string that was validated, with a type of its own. */
export type Branded<Name extends string> = string & { readonly "~brand": Name };

/** A schema for a branded string; text that `parse` rejects is a valibot issue. */
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
