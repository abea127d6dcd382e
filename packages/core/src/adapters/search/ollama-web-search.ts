import { catchError, defer, map, of, throwError, type Observable } from "rxjs";
import { isPortError, PortError } from "../../shared/failure.ts";
import type { FoundModel, ModelVariant } from "../../search/found-models.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import { askHost, endpointOf, type Outside } from "./ask-host.ts";
import { variantsOfTags } from "./found-words.ts";
import { readModelList } from "./model-pages.ts";
import { readTagList, tagsPath } from "./tag-pages.ts";

/**
 * Searches ollama.com by its pages, because it has no API (docs/ollama.md §5.2, §5.3). If a page has changed and is not
 * understood, the search fails as `unreadable` instead of returning no results.
 */
export function ollamaWebSearch(outside: Outside, base = "https://ollama.com"): ModelSearch {
  const search = (text: string): Observable<readonly FoundModel[]> =>
    defer(() => {
      const url = new URL("/search", base);
      if (text !== "") url.searchParams.set("q", text);
      return askHost(outside, url).pipe(
        map(({ text: html }) => {
          const listed = readModelList(html);
          if (!listed) throw unrecognised(url);
          return listed.map(({ sizes: tags, ...model }) => ({
            source: "ollama.com" as const,
            ...model,
            tags,
          }));
        }),
      );
    });

  const variants = (found: FoundModel): Observable<readonly ModelVariant[]> =>
    defer(() => {
      const { name } = found;
      const url = new URL(tagsPath(name), base);
      return askHost(outside, url).pipe(
        map(({ text: html }) => {
          const listed = readTagList(html, name);
          if (!listed) throw unrecognised(url);
          return listed.flatMap(({ tag, sizeBytes }) =>
            variantsOfTags(name, [tag]).map((variant): ModelVariant => ({
              ...variant,
              ...(sizeBytes !== undefined && { sizeBytes, isSizeRough: true }),
            })),
          );
        }),
        catchError((error: unknown) =>
          isUnknownPage(error) ? of(variantsFromResult(found)) : throwError(() => error),
        ),
      );
    });

  return { source: "ollama.com", host: new URL(base).host, search, variants };
}

/** The variants if the page of tags is not readable: the sizes from the search result. */
function variantsFromResult({ name, tags, capabilities }: FoundModel): readonly ModelVariant[] {
  if (tags.length > 0) return variantsOfTags(name, tags);
  return variantsOfTags(name, [capabilities.includes("cloud") ? "cloud" : "latest"]);
}

const isUnknownPage = (error: unknown): boolean =>
  isPortError(error) && (error.failure.kind === "unreadable" || error.failure.kind === "not-in-registry");

const unrecognised = (url: URL): PortError =>
  new PortError({ kind: "unreadable", endpoint: endpointOf(url), problem: "no model recognised in it" });
