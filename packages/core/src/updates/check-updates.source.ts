import {
  catchError,
  concat,
  defer,
  from,
  map,
  mergeMap,
  of,
  switchMap,
  throwError,
  toArray,
  type Observable,
} from "rxjs";
import { PortError, toFailure } from "../shared/failure.ts";
import { digestsOf } from "../models/copies.ts";
import { weightsOf } from "../models/details.ts";
import { isLeftover } from "../models/leftover.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";
import type { PullLayer } from "../downloads/pull-progress.ts";
import type { UpdateReading, UpdatesFact, UpdatesReading, UpdateStatus } from "./updates.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { Asker, Manifest } from "../downloads/registry.port.ts";
import { originalOf, statusOfDifference, type Update } from "./conversion.ts";

/** What a check for updates needs from a host. */
type CheckPorts = Pick<HostPorts, "api" | "registry"> & {
  readonly describe: (model: Model) => Observable<ModelDetails>;
};

/** What is known before a check. */
type Known = {
  readonly models: readonly Model[];
  /** Whether a model has its name from this Ollama, so that no registry is asked about it. */
  readonly isLocalName: (name: ModelName) => boolean;
  readonly lastOf: (name: ModelName) => UpdateReading | undefined;
  /** Version of the Ollama that has them. */
  readonly version: string;
};

/** Concurrency: models to compare, and layers of each to look up. */
const MODELS_AT_ONCE = 2;
const LAYERS_AT_ONCE = 4;
/** A GGUF model has a few layers. Models in safetensors may have thousands: a request for each would be a flood. */
const MOST_LOOKUPS = 1_000;

/** Compares each installed model with its registry; emits each result as soon as it is known. */
export const checkUpdates = (
  ports: CheckPorts,
  known: Known,
): Observable<WithoutHost<UpdatesReading | UpdatesFact>> =>
  concat(
    from(known.models.filter(({ name, remoteHost }) => remoteHost === undefined && !isLeftover(name))).pipe(
      mergeMap((model) => check(ports, model, known), MODELS_AT_ONCE),
    ),
    of<WithoutHost<UpdatesFact>>({ type: "updates.completed" }),
  );

/** The layers that Ollama does not have yet. Looks up every layer, a few at a time; fails if there are too many. */
export const missingLayers = (
  api: Pick<HostPorts["api"], "hasBlob">,
  layers: readonly PullLayer[],
): Observable<readonly PullLayer[]> =>
  (layers.length > MOST_LOOKUPS
    ? throwError(() => new PortError({ kind: "too-many-layers", layers: layers.length }))
    : from(layers)
  ).pipe(
    mergeMap(
      (layer) => api.hasBlob(layer.digest).pipe(map((hasIt) => (hasIt ? [] : [layer]))),
      LAYERS_AT_ONCE,
    ),
    toArray(),
    map((found) => found.flat()),
  );

function check(ports: CheckPorts, model: Model, known: Known): Observable<WithoutHost<UpdatesReading>> {
  const { name, digest } = model;
  const last = known.lastOf(name);
  const found = (status: UpdateStatus, offered = last?.offered): WithoutHost<UpdatesReading> => ({
    type: "updates.found",
    model: name,
    digest,
    status,
    ...(offered && { offered }),
  });
  if (known.isLocalName(name)) return of(found({ kind: "unknown", failure: { kind: "not-in-registry" } }));
  const asker = { version: known.version };
  return ports.registry.digests(name, asker).pipe(
    switchMap((offered) => {
      if (digestsOf(model).some((one) => offered.includes(one))) return of(found(CURRENT, offered));
      return differenceOf(ports, model, asker).pipe(
        map((update) =>
          found(update ? statusOfDifference({ model, update, offered, last }) : CURRENT, offered),
        ),
      );
    }),
    catchError((error: unknown) => of(found({ kind: "unknown", failure: toFailure(error) }))),
  );
}

const CURRENT: UpdateStatus = { kind: "current" };

/**
 * What the registry has that is not installed; `undefined` if that is nothing. Digests cannot be compared: Ollama before
 * 0.19 rewrote manifests (docs/ollama.md §5.1), and a conversion rewrites that of the original (§8.6). So a model differs
 * if a layer is missing, or if its weights do.
 */
function differenceOf(ports: CheckPorts, model: Model, asker: Asker): Observable<Update | undefined> {
  const { api, registry } = ports;
  const original = originalOf(model);
  return registry.manifest(model.name, asker, original?.runner).pipe(
    switchMap((manifest) =>
      missingLayers(api, manifest.layers).pipe(
        switchMap((missing) =>
          missing.length > 0
            ? of(updateTo(manifest, missing))
            : hasSameWeights(ports, model, manifest).pipe(
                map((isSame) => (isSame ? undefined : updateTo(manifest, missing))),
              ),
        ),
      ),
    ),
    switchMap((update) => {
      // An update installs what Ollama prefers, which may be for another runner than the original.
      if (!update || original === undefined || update.runner === undefined) return of(update);
      return registry
        .manifest(model.name, asker)
        .pipe(switchMap((next) => missingLayers(api, next.layers).pipe(map((left) => updateTo(next, left)))));
    }),
  );
}

const updateTo = ({ layers, runner }: Manifest, missing: readonly PullLayer[]): Update => ({
  status: { kind: "outdated", layers, missing },
  ...(runner !== undefined && { runner }),
});

/** Assumed to be true if unknown: then only missing layers count. */
const hasSameWeights = (
  { api, describe }: CheckPorts,
  model: Model,
  { modelDigest, runner }: Manifest,
): Observable<boolean> =>
  defer(() => (model.copies ? api.show(model.name, runner ?? "ggml") : describe(model))).pipe(
    map((details) => {
      const weights = weightsOf(details);
      return weights === undefined || modelDigest === undefined || weights === modelDigest;
    }),
    catchError(() => of(true)),
  );
