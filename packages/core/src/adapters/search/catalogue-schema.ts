import * as v from "valibot";

/** A model family in the catalogue that Paddock ships. */
export type CatalogueEntry = v.InferOutput<typeof entrySchema>;

/** The catalogue that Paddock ships. */
export type Catalogue = v.InferOutput<typeof catalogueSchema>;

const entrySchema = v.object({
  name: v.string(),
  /** Written by us. */
  description: v.string(),
  capabilities: v.array(v.string()),
  /** Tags worth offering; empty if they are not known. */
  tags: v.array(v.string()),
  /** The page about it. */
  source: v.string(),
  /** Bytes by tag, if the registry was asked. */
  sizes: v.optional(v.record(v.string(), v.number())),
});

/** `catalogue.json`, as `npm run catalogue` writes it. */
export const catalogueSchema = v.object({
  /** How the catalogue was made and from what. */
  about: v.string(),
  /** The day on which the data was read, `2026-11-25`. */
  date: v.string(),
  /** Most downloaded first. */
  models: v.array(entrySchema),
});
