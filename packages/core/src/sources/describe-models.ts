import { catchError, map, mergeMap, of, type Observable } from "rxjs";
import { toFailure } from "../domain/failure.ts";
import type { ModelsEvent } from "../domain/models.ts";
import type { OllamaApi } from "../ports/ollama-api.ts";

type Asked = Extract<ModelsEvent, { type: "models.describe-requested" }>;
type Told = Extract<ModelsEvent, { type: "models.described" | "models.undescribed" }>;

/** A model's details can weigh megabytes (reference §1.3): never many at once. */
const MOST_IN_FLIGHT = 4;

/** Answers each wish for a model's details, once for each digest. */
export const describeModels = (api: Pick<OllamaApi, "show">, asked$: Observable<Asked>): Observable<Told> =>
  asked$.pipe(
    mergeMap(
      ({ model, digest }) =>
        api.show(model).pipe(
          map((details): Told => ({ type: "models.described", digest, details })),
          catchError((error: unknown) =>
            of<Told>({ type: "models.undescribed", digest, failure: toFailure(error) }),
          ),
        ),
      MOST_IN_FLIGHT,
    ),
  );
