import {
  catchError,
  defer,
  finalize,
  map,
  mergeMap,
  of,
  ReplaySubject,
  Subject,
  tap,
  type Observable,
} from "rxjs";
import { toFailure } from "../shared/failure.ts";
import { detailsOf, type Model, type ModelDetails, type Models, type ModelsReading } from "./models.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";

/** Finds out what only `POST /api/show` tells of a model. */
export interface Describer {
  /** A model's details, asked for where nobody knows them yet, once for all who want them. */
  readonly describe: (model: Pick<Model, "name" | "digest">) => Observable<ModelDetails>;
  /** What is learned, for everybody. Nothing is asked unless somebody listens here. */
  readonly told$: Observable<ModelsReading>;
}

/** A model's details can weigh megabytes (docs/ollama.md §1.3): never many at once. */
const MOST_IN_FLIGHT = 4;

/** `models` is what is known by now. */
export function createDescriber(api: Pick<OllamaApi, "show">, models: () => Models): Describer {
  const jobs$ = new Subject<Observable<ModelsReading>>();
  const underWay = new Map<string, ReplaySubject<ModelDetails>>();

  function begin({ name, digest }: Pick<Model, "name" | "digest">): Observable<ModelDetails> {
    const details$ = new ReplaySubject<ModelDetails>(1);
    underWay.set(digest, details$);
    const job$ = defer(() => api.show(name)).pipe(
      // Not `tap(details$)`: that would subscribe to it as well.
      tap({
        next: (details) => details$.next(details),
        error: (error: unknown) => details$.error(error),
        complete: () => details$.complete(),
      }),
      map((details): ModelsReading => ({ type: "models.described", digest, details })),
      catchError((error: unknown) =>
        of<ModelsReading>({ type: "models.undescribed", digest, failure: toFailure(error) }),
      ),
      finalize(() => underWay.delete(digest)),
    );
    jobs$.next(job$);
    return details$;
  }

  return {
    describe: (model) =>
      defer(() => {
        const known = detailsOf(models(), model);
        return known ? of(known) : (underWay.get(model.digest) ?? begin(model));
      }),
    told$: jobs$.pipe(mergeMap((job$) => job$, MOST_IN_FLIGHT)),
  };
}
