import {
  catchError,
  combineLatest,
  distinctUntilChanged,
  filter,
  map,
  of,
  startWith,
  switchMap,
  type Observable,
} from "rxjs";
import { toFailure } from "../shared/failure.ts";
import type { SearchSource, SearchStatus, SearchView } from "./found-models.ts";
import type { ModelSearch } from "./model-search.port.ts";

/**
 * Searches for models while the person types. Local sources are searched on every change of the text; another host is
 * only searched when `asked$` emits its source, for the text at that moment.
 */
export const searchModels = (
  searches: readonly ModelSearch[],
  text$: Observable<string>,
  asked$: Observable<SearchSource>,
): Observable<readonly SearchView[]> => {
  if (searches.length === 0) return of([]);
  return combineLatest(
    searches.map((search) =>
      statusOf(search, text$, asked$).pipe(
        map((status): SearchView => {
          const { source, host, date } = search;
          return { source, ...(host !== undefined && { host }), ...(date !== undefined && { date }), status };
        }),
      ),
    ),
  );
};

function statusOf(
  search: ModelSearch,
  text$: Observable<string>,
  asked$: Observable<SearchSource>,
): Observable<SearchStatus> {
  const ask = (text: string): Observable<SearchStatus> =>
    search.search(text).pipe(
      map((models): SearchStatus => ({ kind: "found", models })),
      catchError((error: unknown) => of<SearchStatus>({ kind: "failed", failure: toFailure(error) })),
      startWith<SearchStatus>({ kind: "asked" }),
    );
  return text$.pipe(
    map((text) => text.trim()),
    distinctUntilChanged(),
    switchMap((text) => {
      if (search.host === undefined) return ask(text);
      return asked$.pipe(
        filter((source) => source === search.source),
        switchMap(() => ask(text)),
        startWith<SearchStatus>({ kind: "not-asked" }),
      );
    }),
  );
}
