import fc from "fast-check";
import type * as v from "valibot";

/** Arbitraries that replace the generated ones for certain schemas. */
export type Special = ReadonlyMap<unknown, fc.Arbitrary<unknown>>;

/** The kinds of valibot schemas that our events use. */
type Shape =
  | { readonly type: "string" | "number" | "boolean" }
  | { readonly type: "literal"; readonly literal: unknown }
  | { readonly type: "picklist"; readonly options: readonly unknown[] }
  | { readonly type: "array"; readonly item: Shape }
  | { readonly type: "exact_optional"; readonly wrapped: Shape }
  | { readonly type: "object"; readonly entries: Readonly<Record<string, Shape>> }
  | { readonly type: "variant" | "union"; readonly options: readonly Shape[] };

/** An arbitrary for the values that a schema describes. */
export const arbitraryOf = <Output>(
  schema: v.GenericSchema<unknown, Output>,
  special: Special,
): fc.Arbitrary<Output> => build(schema as unknown as Shape, special) as fc.Arbitrary<Output>;

function build(schema: Shape, special: Special): fc.Arbitrary<unknown> {
  const override = special.get(schema);
  if (override) return override;
  switch (schema.type) {
    case "string":
      return fc.string({ unit: "grapheme", maxLength: 20 });
    case "number":
      return fc.nat(1_000_000);
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constant(schema.literal);
    case "picklist":
      return fc.constantFrom(...schema.options);
    case "array":
      return fc.array(build(schema.item, special), { maxLength: 3 });
    case "exact_optional":
      return build(schema.wrapped, special);
    case "object":
      return objectOf(schema.entries, special);
    case "variant":
    case "union":
      return fc.oneof(...schema.options.map((option) => build(option, special)));
    default:
      throw new Error(`no arbitrary for a schema of type ${JSON.stringify(schema)}`);
  }
}

function objectOf(entries: Readonly<Record<string, Shape>>, special: Special): fc.Arbitrary<unknown> {
  const arbitraries = Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, build(entry, special)]),
  );
  const requiredKeys = Object.keys(entries).filter((key) => entries[key]?.type !== "exact_optional");
  return fc.record(arbitraries, { requiredKeys });
}
