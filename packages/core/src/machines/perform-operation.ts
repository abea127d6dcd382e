import { catchError, concat, defer, EMPTY, switchMap, throwError, type Observable } from "rxjs";
import { isEmbedder, loadEndpointOf } from "../domain/answer-endpoint.ts";
import { PortError } from "../domain/failure.ts";
import { detailsOf, findModel, type Models } from "../domain/models.ts";
import type { Operation } from "../domain/operations.ts";
import type { OllamaApi } from "../ports/ollama-api.ts";
import type { Describe } from "./describe.ts";

export type PerformPorts = {
  readonly api: OllamaApi;
  readonly models: () => Models;
  readonly describe: Describe;
};

/** Does to a model what was asked for, by the endpoint that fits it. */
export function performOperation(
  { api, models, describe }: PerformPorts,
  operation: Operation,
): Observable<unknown> {
  switch (operation.kind) {
    case "load":
      return load({ api, models, describe }, operation);
    case "unload":
      return api.unload(operation.model);
    case "copy":
      return api.copy(operation.model, operation.destination);
    case "delete":
      // Ollama would keep a deleted model in memory, and would not find it any more to unload it.
      return concat(api.unload(operation.model).pipe(catchError(() => EMPTY)), api.delete(operation.model));
  }
}

function load({ api, models, describe }: PerformPorts, { model: name }: Operation): Observable<unknown> {
  return defer(() => {
    const model = findModel(models(), name);
    if (!model) return throwError(() => new PortError({ kind: "no-such-model" }));
    const details = detailsOf(models(), model);
    if (isEmbedder(model, details) !== undefined) return api.load(name, loadEndpointOf(model, details));
    return describe(model).pipe(switchMap((told) => api.load(name, loadEndpointOf(model, told))));
  });
}
