import * as v from "valibot";

/** A family of models in the catalogue that comes with Paddock. */
export type CatalogueEntry = v.InferOutput<typeof entrySchema>;

/** The catalogue that comes with Paddock. */
export type Catalogue = v.InferOutput<typeof catalogueSchema>;

const entrySchema = v.object({
  name: v.string(),
  /** A sentence of our own. */
  description: v.string(),
  capabilities: v.array(v.string()),
  /** Those that are worth a choice; none where they are not known. */
  tags: v.array(v.string()),
  /** Where it can be read. */
  source: v.string(),
  /** The bytes of tags, where the registry was asked. */
  sizes: v.optional(v.record(v.string(), v.number())),
});

/** `catalogue.json`, as `npm run catalogue` writes it. */
export const catalogueSchema = v.object({
  /** How it was made, and on what it stands. */
  about: v.string(),
  /** The day on which all of this was so. */
  date: v.string(),
  /** Most downloaded first. */
  models: v.array(entrySchema),
});
