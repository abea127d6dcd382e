import {
  BehaviorSubject,
  catchError,
  combineLatest,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  map,
  merge,
  mergeMap,
  of,
  scan,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  take,
  type Observable,
} from "rxjs";
import { toFailure } from "../shared/failure.ts";
import type { FoundModel, SearchSource, SearchView } from "./found-models.ts";
import type { ModelFinder } from "./model-finder.port.ts";
import { searchTextOf } from "./model-reference.ts";
import type { ModelSearch } from "./model-search.port.ts";
import { searchModels } from "./search-models.source.ts";
import { nothingSearched, sizesKey, type FoundSizes, type ShownSearch } from "./shown-search.ts";

/** The places are opened when a text is typed for the first time. */
export function createModelFinder(places: () => Promise<readonly ModelSearch[]>): ModelFinder & {
  readonly found$: BehaviorSubject<ShownSearch>;
  close(): void;
} {
  const found$ = new BehaviorSubject(nothingSearched);
  const typed$ = new Subject<string>();
  const asked$ = new Subject<SearchSource>();
  const unsized$ = new Subject<Parameters<ModelFinder["askForSizes"]>[0]>();
  const text$ = typed$.pipe(distinctUntilChanged(), shareReplay(1));
  const remembering = text$.subscribe();
  const subscription = typed$
    .pipe(
      take(1),
      switchMap(() => from(places())),
      map((all) => all.filter(isShown)),
      switchMap((searches) => {
        const views$ = searchModels(searches, text$.pipe(map(searchTextOf)), asked$).pipe(shareReplay(1));
        return combineLatest([text$, views$, sizesOf(searches, views$, unsized$)]);
      }),
      map(([text, searches, sizes]): ShownSearch => ({ text, searches, sizes })),
    )
    .subscribe((shown) => found$.next(shown));
  return {
    found$,
    type: (text) => typed$.next(text),
    ask: (source) => asked$.next(source),
    askForSizes: (model) => unsized$.next(model),
    close() {
      remembering.unsubscribe();
      subscription.unsubscribe();
    },
  };
}

/** Ollama itself may ask ollama.com for its recommendations (docs/ollama.md §5.4), so they are left to the picker. */
const isShown = ({ source }: ModelSearch): boolean => source !== "recommended";

type Sizes = ShownSearch["sizes"];

/** The sizes of what was found: at once where that costs no request, and else of the models that are asked about. */
function sizesOf(
  searches: readonly ModelSearch[],
  views$: Observable<readonly SearchView[]>,
  unsized$: Observable<Pick<FoundModel, "source" | "name">>,
): Observable<Sizes> {
  const local$ = views$.pipe(
    switchMap((views) => from(foundIn(views.filter(({ host }) => host === undefined)))),
  );
  const asked$ = unsized$.pipe(
    mergeMap(({ source, name }) =>
      views$.pipe(
        take(1),
        mergeMap((views) => foundIn(views).filter((one) => one.source === source && one.name === name)),
      ),
    ),
  );
  return merge(local$, asked$).pipe(
    mergeMap((found) => {
      const place = searches.find(({ source }) => source === found.source);
      return place ? sizesAt(place, found).pipe(map((sizes) => [sizesKey(found), sizes] as const)) : EMPTY;
    }),
    scan(
      (all: Sizes, [key, sizes]): Sizes => (all[key]?.kind === "known" ? all : { ...all, [key]: sizes }),
      {},
    ),
    startWith<Sizes>({}),
    distinctUntilChanged(),
  );
}

const sizesAt = (place: ModelSearch, found: FoundModel): Observable<FoundSizes> =>
  defer(() => place.variants(found)).pipe(
    map((variants): FoundSizes => ({ kind: "known", variants })),
    catchError((error: unknown) => of<FoundSizes>({ kind: "failed", failure: toFailure(error) })),
    place.host === undefined ? filter(() => true) : startWith<FoundSizes>({ kind: "asked" }),
  );

const foundIn = (views: readonly SearchView[]): readonly FoundModel[] =>
  views.flatMap(({ status }) => (status.kind === "found" ? status.models : []));
