import { defer, map, of, tap, type Observable } from "rxjs";
import type { FoundModel, ModelVariant, Recommendation } from "../../search/found-models.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import { fitting } from "./fitting.ts";
import { MOST_FOUND, toDescription, variantsOfTags } from "./found-words.ts";

/**
 * Searches the recommendations of the watched Ollama (docs/ollama.md §5.4); empty while it does not run. They are
 * requested once and then filtered by the text.
 */
export function recommendedSearch(api: () => Pick<OllamaApi, "recommendations"> | undefined): ModelSearch {
  let known: readonly Recommendation[] | undefined;
  const recommended = defer((): Observable<readonly Recommendation[]> => {
    if (known) return of(known);
    return (
      api()
        ?.recommendations()
        .pipe(tap((found) => (known = found))) ?? of([])
    );
  });
  return {
    source: "recommended",
    search: (text) =>
      recommended.pipe(map((found) => fitting(found.map(toFound), text).slice(0, MOST_FOUND))),
    variants: ({ name, tags: [tag = "latest"] }): Observable<readonly ModelVariant[]> =>
      of(variantsOfTags(name, [tag])),
  };
}

function toFound({ model, description, vramBytes }: Recommendation): FoundModel {
  const colon = model.lastIndexOf(":");
  const tag = model.slice(colon + 1);
  return {
    source: "recommended",
    name: model.slice(0, colon),
    description: toDescription(description),
    capabilities: [],
    tags: tag === "latest" ? [] : [tag],
    ...(vramBytes !== undefined && { vramBytes }),
  };
}
