import {
  catchError,
  concat,
  defer,
  from,
  map,
  mergeMap,
  of,
  switchMap,
  toArray,
  type Observable,
} from "rxjs";
import { toFailure } from "../shared/failure.ts";
import { weightsOf } from "../models/details.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";
import type { PullLayer } from "../downloads/pull-progress.ts";
import type { UpdatesFact, UpdatesReading, UpdateStatus } from "./updates.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { Manifest } from "../downloads/registry.port.ts";

/** What a check for updates needs from a host. */
type CheckPorts = Pick<HostPorts, "api" | "registry"> & {
  readonly describe: (model: Model) => Observable<ModelDetails>;
};

/** Concurrency: models to compare, and layers of each to look up. */
const MODELS_AT_ONCE = 2;
const LAYERS_AT_ONCE = 4;

/** Compares each installed model with its registry; emits each result as soon as it is known. */
export const checkUpdates = (
  ports: CheckPorts,
  models: readonly Model[],
  version: string,
): Observable<WithoutHost<UpdatesReading | UpdatesFact>> =>
  concat(
    from(models.filter(({ remoteHost }) => remoteHost === undefined)).pipe(
      mergeMap(
        (model) =>
          statusOf(ports, model, version).pipe(
            catchError((error: unknown) => of<UpdateStatus>({ kind: "unknown", failure: toFailure(error) })),
            map((status): WithoutHost<UpdatesReading> => {
              const { name, digest } = model;
              return { type: "updates.found", model: name, digest, status };
            }),
          ),
        MODELS_AT_ONCE,
      ),
    ),
    of<WithoutHost<UpdatesFact>>({ type: "updates.completed" }),
  );

/** The layers that Ollama does not have yet. Looks up every layer, a few at a time. */
export const missingLayers = (
  api: Pick<HostPorts["api"], "hasBlob">,
  layers: readonly PullLayer[],
): Observable<readonly PullLayer[]> =>
  from(layers).pipe(
    mergeMap(
      (layer) => api.hasBlob(layer.digest).pipe(map((hasIt) => (hasIt ? [] : [layer]))),
      LAYERS_AT_ONCE,
    ),
    toArray(),
    map((found) => found.flat()),
  );

/**
 * Ollama before 0.19 rewrote manifests, so their digests cannot be compared (docs/ollama.md §5.1). A model is outdated
 * if a layer is missing, or if its weights differ.
 */
function statusOf(
  { api, registry, describe }: CheckPorts,
  model: Model,
  version: string,
): Observable<UpdateStatus> {
  const current: UpdateStatus = { kind: "current" };
  return registry.manifest(model.name, { version }).pipe(
    switchMap((manifest) => {
      if (manifest.digest === model.digest) return of(current);
      const { layers } = manifest;
      return missingLayers(api, layers).pipe(
        switchMap((missing) => {
          const outdated: UpdateStatus = { kind: "outdated", layers, missing };
          if (missing.length > 0) return of(outdated);
          return hasSameWeights(describe, model, manifest).pipe(
            map((isSame) => (isSame ? current : outdated)),
          );
        }),
      );
    }),
  );
}

/** Assumed to be true if unknown: at this point, all layers are known to be present. */
const hasSameWeights = (
  describe: CheckPorts["describe"],
  model: Model,
  { modelDigest }: Manifest,
): Observable<boolean> =>
  defer(() => describe(model)).pipe(
    map((details) => {
      const weights = weightsOf(details);
      return weights === undefined || modelDigest === undefined || weights === modelDigest;
    }),
    catchError(() => of(true)),
  );
