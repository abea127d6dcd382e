import {
  catchError,
  concat,
  connect,
  defer,
  EMPTY,
  endWith,
  exhaustMap,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  of,
  switchMap,
  take,
  takeUntil,
  throwError,
  type Observable,
} from "rxjs";
import { isEmbedder, loadEndpointOf } from "./answer-endpoint.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import { detailsOf } from "./details.ts";
import type { LoadSettings } from "./load-settings.ts";
import { findLoaded, findModel, type Models } from "./models.ts";
import { isSameModel, parseModelName, type ModelName } from "./model-name.ts";
import type { Operation, OperationEvent } from "./operations.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { ServiceOwner } from "../service/service-owner.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { isLeftover } from "./leftover.ts";
import { unloadIfLoaded, unloadModel } from "./unload-model.source.ts";
import type { Describe } from "./describe-models.source.ts";

type PerformPorts = {
  readonly api: OllamaApi;
  readonly owner: Pick<ServiceOwner, "conversions">;
  readonly clock: Clock;
  readonly models: () => Models;
  readonly describe: Describe;
  /** How a model is to be loaded. */
  readonly loadSettings: (model: ModelName) => LoadSettings;
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
    connect((end$) =>
      operation.kind === "load" ? merge(end$, watchConversion(ports, operation).pipe(takeUntil(end$))) : end$,
    ),
  );

/** How often the log is read while a model loads. */
const LOOK_EVERY_MS = 5_000;

/** Emits once the log of our process says that it converts the model first. */
const watchConversion = (
  { owner, clock }: PerformPorts,
  operation: Operation,
): Observable<WithoutHost<OperationEvent>> =>
  interval(LOOK_EVERY_MS, clockScheduler(clock)).pipe(
    exhaustMap(() => isBeingConverted(owner, operation.model)),
    filter((isConverting) => isConverting),
    take(1),
    map(() => ({ type: "operation.converting", operation })),
  );

/** Whether the log of our process says that it converts this model. */
export const isBeingConverted = async (
  owner: Pick<ServiceOwner, "conversions">,
  name: ModelName,
): Promise<boolean> => (await owner.conversions()).some((model) => isModelNamed(model, name));

const isModelNamed = (text: string, name: ModelName): boolean => {
  const parsed = parseModelName(text);
  return parsed !== undefined && isSameModel(parsed, name);
};

function workOf(ports: PerformPorts, operation: Operation): Observable<unknown> {
  const { api } = ports;
  switch (operation.kind) {
    case "load":
      return load(ports, operation.model, ports.loadSettings(operation.model));
    case "unload":
      return unload(ports, operation.model);
    // Another context would load it anew, other GPU layers only if they were named (docs/ollama.md §1.5).
    case "keep": {
      const context = findLoaded(ports.models(), operation.model)?.contextLength;
      const { keep } = operation;
      return load(ports, operation.model, { keep, ...(context !== undefined && { context }) });
    }
    case "copy":
      return api.copy(operation.model, operation.destination);
    case "free-backup":
      return api.deleteManifest(operation.digest);
    // Ollama has no rename: for a moment both names share the layers (docs/ollama.md §1.1).
    case "rename":
      return concat(
        api.copy(operation.model, operation.destination),
        unloadFirst(ports, operation.model),
        deleteOnce(api, operation.model),
      );
    case "delete":
      return concat(
        isLeftover(operation.model) ? stillLeftOver(api, operation.model) : EMPTY,
        unloadFirst(ports, operation.model),
        deleteOnce(api, operation.model),
      );
  }
}

/** A deleted model stays loaded, and Ollama no longer finds it by its name (recordings `ps-after-delete-loaded`). */
const unload = (ports: PerformPorts, model: ModelName): Observable<unknown> =>
  unloadModel(ports, model).pipe(
    catchError((error: unknown) =>
      throwError(() =>
        toFailure(error).kind === "no-such-model"
          ? new PortError({ kind: "deleted-but-loaded" }, { cause: error })
          : error,
      ),
    ),
  );

/** Ollama would keep a deleted model in memory, and could no longer find it to unload it (recording `delete-loaded`). */
const unloadFirst = (ports: Pick<PerformPorts, "api" | "models">, model: ModelName): Observable<never> =>
  unloadIfLoaded(ports, model).pipe(
    ignoreElements(),
    catchError(() => EMPTY),
  );

/** Fails if a model has these weights by now: deleting them would undo its conversion (docs/ollama.md §8.4). */
const stillLeftOver = (api: OllamaApi, name: ModelName): Observable<never> =>
  api.list().pipe(
    map((listed) => {
      if (!listed.some((model) => isSameModel(model.name, name)))
        throw new PortError({ kind: "no-such-model" });
    }),
    ignoreElements(),
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

function load(
  { api, models, describe }: PerformPorts,
  name: ModelName,
  settings: LoadSettings,
): Observable<unknown> {
  return defer(() => {
    const model = findModel(models(), name);
    if (!model) return throwError(() => new PortError({ kind: "no-such-model" }));
    const details = detailsOf(models(), model);
    if (isEmbedder(model, details) !== undefined)
      return api.load(name, loadEndpointOf(model, details), settings);
    return describe(model).pipe(
      switchMap((fetched) => api.load(name, loadEndpointOf(model, fetched), settings)),
    );
  });
}
