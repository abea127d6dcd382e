import { Subject, tap, type Observable } from "rxjs";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { toFailure } from "../shared/failure.ts";

type Lists = Pick<OllamaApi, "list" | "listLoaded">;

export type AskedLists = { readonly lists: Lists; readonly unanswered$: Observable<void> };

/** The lists of models, and a sign that the service may be in trouble: one of them was not answered. */
export function askedLists(api: Lists): AskedLists {
  const unanswered$ = new Subject<void>();
  const noting = <Value>(answer$: Observable<Value>): Observable<Value> =>
    answer$.pipe(
      tap({
        error(error: unknown) {
          const { kind } = toFailure(error);
          if (kind !== "unreadable" && kind !== "not-supported") unanswered$.next();
        },
      }),
    );
  return {
    lists: { list: () => noting(api.list()), listLoaded: () => noting(api.listLoaded()) },
    unanswered$,
  };
}
