import * as v from "valibot";

/** The words that a value of ours may have under a key. */
export type ClosedWords = ReadonlyMap<string, ReadonlySet<string>>;

/** What valibot's schemas have in them, as far as it leads to words. */
const schemaShape = v.object({
  literal: v.optional(v.unknown()),
  options: v.optional(v.array(v.unknown()), []),
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
  value: v.optional(v.unknown()),
});

/** The closed vocabularies of these schemas by their keys: a person who has such a name is not meant by them. */
export function closedWords(schemas: readonly v.GenericSchema[]): ClosedWords {
  const words = new Map<string, Set<string>>();
  const seen = new Set<unknown>();
  function collect(schema: unknown, key: string): void {
    const shape = v.safeParse(schemaShape, schema);
    if (!shape.success) return;
    const { literal, options, entries, wrapped, item, value } = shape.output;
    for (const word of [literal, ...options])
      if (typeof word === "string") words.set(key, (words.get(key) ?? new Set()).add(word));
    for (const inner of [...options, wrapped, item]) collect(inner, key);
    collect(value, "");
    if (entries === undefined || seen.has(schema)) return;
    seen.add(schema);
    for (const [name, inner] of Object.entries(entries)) collect(inner, name);
  }
  for (const schema of schemas) collect(schema, "");
  return words;
}
