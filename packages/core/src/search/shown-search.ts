import type { Failure } from "../shared/failure.ts";
import type { FoundModel, ModelVariant, SearchView } from "./found-models.ts";

/** What is known of the variants of a found model. */
export type FoundSizes =
  | { readonly kind: "asked" }
  | { readonly kind: "known"; readonly variants: readonly ModelVariant[] }
  | { readonly kind: "failed"; readonly failure: Failure };

/** The search as the Downloads tab of a window shows it. */
export type ShownSearch = {
  readonly text: string;
  readonly searches: readonly SearchView[];
  /** By `sizesKey`. */
  readonly sizes: Readonly<Record<string, FoundSizes>>;
};

export const nothingSearched: ShownSearch = { text: "", searches: [], sizes: {} };

export const sizesKey = ({ source, name }: Pick<FoundModel, "source" | "name">): string =>
  `${source} ${name}`;
