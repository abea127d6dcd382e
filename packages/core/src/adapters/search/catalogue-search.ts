import { defer, of, type Observable } from "rxjs";
import * as v from "valibot";
import type { FoundModel, ModelVariant } from "../../search/found-models.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import bundled from "./catalogue.json" with { type: "json" };
import { catalogueSchema, type Catalogue, type CatalogueEntry } from "./catalogue-schema.ts";
import { fitting } from "./fitting.ts";
import { MOST_FOUND, variantsOfTags } from "./found-words.ts";

/** For an empty text, the most downloaded ones are enough, with some of each kind among them. */
const MOST_WITHOUT_TEXT = 40;

/** Searches the catalogue that Paddock ships. It needs no network, and `date` says how old its data is. */
export function catalogueSearch(catalogue: Catalogue = v.parse(catalogueSchema, bundled)): ModelSearch {
  const { date, models } = catalogue;
  return {
    source: "catalogue",
    date,
    search: (text) =>
      defer(() =>
        of(
          fitting(models, text)
            .slice(0, text === "" ? MOST_WITHOUT_TEXT : MOST_FOUND)
            .map(toFound),
        ),
      ),
    variants: ({ name, tags }): Observable<readonly ModelVariant[]> =>
      defer(() => {
        const sizes = models.find((model) => model.name === name)?.sizes ?? {};
        return of(
          variantsOfTags(name, tags.length > 0 ? tags : ["latest"]).map((variant): ModelVariant => {
            const sizeBytes = sizes[variant.label];
            return { ...variant, ...(sizeBytes !== undefined && { sizeBytes }) };
          }),
        );
      }),
  };
}

const toFound = ({ name, description, capabilities, tags }: CatalogueEntry): FoundModel => ({
  source: "catalogue",
  name,
  description,
  capabilities,
  tags,
});
