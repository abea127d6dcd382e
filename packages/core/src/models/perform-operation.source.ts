import {
  catchError,
  concat,
  defer,
  EMPTY,
  endWith,
  ignoreElements,
  of,
  switchMap,
  throwError,
  type Observable,
} from "rxjs";
import { isEmbedder, loadEndpointOf } from "./answer-endpoint.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import { detailsOf, findModel, type Models } from "./models.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import type { Operation, OperationEvent } from "./operations.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Describe } from "./describe-models.source.ts";

type PerformPorts = {
  readonly api: OllamaApi;
  readonly models: () => Models;
  readonly describe: Describe;
};

/** Runs an operation on a model to its end. Only this function records its outcome. */
export const performOperation = (
  ports: PerformPorts,
  operation: Operation,
): Observable<WithoutHost<OperationEvent>> =>
  defer(() => workOf(ports, operation)).pipe(
    ignoreElements(),
    endWith<WithoutHost<OperationEvent>>({ type: "operation.completed", operation }),
    catchError((error: unknown) =>
      of<WithoutHost<OperationEvent>>({ type: "operation.failed", operation, failure: toFailure(error) }),
    ),
  );

function workOf({ api, models, describe }: PerformPorts, operation: Operation): Observable<unknown> {
  switch (operation.kind) {
    case "load":
      return load({ api, models, describe }, operation);
    case "unload":
      return api.unload(operation.model);
    case "copy":
      return api.copy(operation.model, operation.destination);
    // Ollama has no rename: for a moment both names share the layers (docs/ollama.md §1.1).
    case "rename":
      return concat(
        api.copy(operation.model, operation.destination),
        unloadIfLoaded(api, operation.model),
        deleteOnce(api, operation.model),
      );
    case "delete":
      return concat(unloadIfLoaded(api, operation.model), deleteOnce(api, operation.model));
  }
}

/** Ollama would keep a deleted model in memory, and could no longer find it to unload it (recording `delete-loaded`). */
const unloadIfLoaded = (api: OllamaApi, model: ModelName): Observable<never> =>
  api.listLoaded().pipe(
    switchMap((loaded) => (loaded.some(({ name }) => isSameModel(name, model)) ? api.unload(model) : EMPTY)),
    ignoreElements(),
    catchError(() => EMPTY),
  );

/** Deletes a model; succeeds if it is already gone. */
const deleteOnce = (api: OllamaApi, model: ModelName): Observable<unknown> =>
  api
    .delete(model)
    .pipe(
      catchError((error: unknown) =>
        toFailure(error).kind === "no-such-model" ? EMPTY : throwError(() => error),
      ),
    );

function load({ api, models, describe }: PerformPorts, { model: name }: Operation): Observable<unknown> {
  return defer(() => {
    const model = findModel(models(), name);
    if (!model) return throwError(() => new PortError({ kind: "no-such-model" }));
    const details = detailsOf(models(), model);
    if (isEmbedder(model, details) !== undefined) return api.load(name, loadEndpointOf(model, details));
    return describe(model).pipe(switchMap((fetched) => api.load(name, loadEndpointOf(model, fetched))));
  });
}
