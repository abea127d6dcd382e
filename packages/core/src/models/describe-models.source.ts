import {
  catchError,
  defer,
  finalize,
  map,
  merge,
  mergeMap,
  of,
  ReplaySubject,
  Subject,
  tap,
  type Observable,
} from "rxjs";
import { PortError, toFailure } from "../shared/failure.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { detailsKey } from "./details-key.ts";
import { detailsOf } from "./details.ts";
import type { Models } from "./models.ts";
import type { Model, ModelDetails, ModelsEvent } from "./models-events.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";

type Described = WithoutHost<Extract<ModelsEvent, { type: "models.described" | "models.undescribed" }>>;

/** Reads a model's details by `POST /api/show`: one request for all subscribers, and none if they are known. */
export type Describe = (model: Pick<Model, "name" | "digest">) => Observable<ModelDetails>;

/** A model's details can be megabytes (docs/ollama.md §1.3), so concurrency is limited. */
const MOST_IN_FLIGHT = 4;

/** Runs `work` with a `Describe`; emits the events of `work` and the details that were read. */
export const withDescriber = <News>(
  api: Pick<OllamaApi, "show">,
  models: () => Models,
  work: (describe: Describe) => Observable<News>,
): Observable<News | Described> =>
  defer(() => {
    const { describe, described$, end } = createDescriber(api, models);
    return merge(described$, work(describe)).pipe(finalize(end));
  });

function createDescriber(api: Pick<OllamaApi, "show">, models: () => Models) {
  const jobs$ = new Subject<Observable<Described>>();
  const underWay = new Map<string, ReplaySubject<ModelDetails>>();

  function begin(model: Pick<Model, "name" | "digest">): Observable<ModelDetails> {
    const key = detailsKey(model);
    const details$ = new ReplaySubject<ModelDetails>(1);
    underWay.set(key, details$);
    const job$ = defer(() => api.show(model.name)).pipe(
      // Not `tap(details$)`: that would subscribe to it as well.
      tap({
        next: (details) => details$.next(details),
        error: (error: unknown) => {
          underWay.delete(key);
          details$.error(error);
        },
        complete: () => {
          underWay.delete(key);
          details$.complete();
        },
      }),
      map((details): Described => ({ type: "models.described", key, details })),
      catchError((error: unknown) =>
        of<Described>({ type: "models.undescribed", key, failure: toFailure(error) }),
      ),
    );
    jobs$.next(job$);
    return details$;
  }

  const describe: Describe = (model) =>
    defer(() => {
      const known = detailsOf(models(), model);
      return known ? of(known) : (underWay.get(detailsKey(model)) ?? begin(model));
    });
  return {
    describe,
    described$: jobs$.pipe(mergeMap((job$) => job$, MOST_IN_FLIGHT)),
    /** Fails what has no answer yet. */
    end: (): void => {
      for (const details$ of underWay.values()) details$.error(new PortError({ kind: "aborted" }));
    },
  };
}
