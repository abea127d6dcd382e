import { catchError, combineLatest, defer, map, of, startWith, switchMap, type Observable } from "rxjs";
import type { ModelName } from "../models/model-name.ts";
import type { Preview } from "./preview.ts";
import { sizeOfLayers, type PullLayer } from "./pull-progress.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { resumableBytes } from "./unfinished-layer.ts";
import { missingLayers } from "../updates/check-updates.source.ts";

/** What a preview needs from the host that would download the model. */
type PreviewPorts = Pick<HostPorts, "api" | "registry"> & {
  /** Version of the Ollama that would pull the model. */
  readonly version: string;
  readonly folder: () => Promise<ModelsFolder | undefined>;
};

/** Finds out what a download would fetch. Fails with `PortError` if the registry does not tell. */
export function previewDownload(
  { api, registry, version, folder }: PreviewPorts,
  model: ModelName,
): Observable<Preview> {
  return registry.manifest(model, { version }).pipe(
    switchMap((manifest) => {
      const { layers } = manifest;
      const known = { model, layers, totalBytes: sizeOfLayers(layers) };
      return combineLatest([
        optional(missingLayers(api, layers).pipe(map(sizeOfLayers))),
        optional(registry.card(model, manifest, { version })),
        optional(defer(async () => diskSpaceIn(await folder(), layers))),
      ]).pipe(
        map(([missing, card, space]): Preview => ({
          ...known,
          ...(missing.value !== undefined && {
            missingBytes: Math.max(0, missing.value - (space.value?.partialBytes ?? 0)),
          }),
          ...(card.value && { card: card.value }),
          ...(space.value && { freeBytes: space.value.freeBytes }),
          isComplete: missing.isDone && card.isDone && space.isDone,
        })),
      );
    }),
  );
}

/** Free bytes on the disk, and the bytes from which a pull continues an interrupted download. */
async function diskSpaceIn(
  folder: ModelsFolder | undefined,
  layers: readonly PullLayer[],
): Promise<{ readonly freeBytes: number; readonly partialBytes: number } | undefined> {
  if (!folder) return undefined;
  const sizes = new Map(layers.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  const partialBytes = (await folder.unfinished())
    .filter(({ digest }) => sizes.has(digest))
    .reduce((sum, layer) => sum + resumableBytes(layer, sizes.get(layer.digest)), 0);
  return { freeBytes: await folder.freeBytes(), partialBytes };
}

type Optional<Value> = { readonly isDone: boolean; readonly value?: Value | undefined };

/** Makes a value optional: it is absent until it arrives, and stays absent if it fails. */
const optional = <Value>(value$: Observable<Value>): Observable<Optional<Value>> =>
  value$.pipe(
    map((value): Optional<Value> => ({ isDone: true, value })),
    catchError(() => of<Optional<Value>>({ isDone: true })),
    startWith<Optional<Value>>({ isDone: false }),
  );
