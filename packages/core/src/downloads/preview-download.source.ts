import { catchError, combineLatest, defer, map, of, startWith, switchMap, type Observable } from "rxjs";
import type { ModelName } from "../models/model-name.ts";
import type { Preview } from "./preview.ts";
import { sizeOfLayers, type PullLayer } from "./pull-progress.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { missingLayers } from "../updates/check-updates.source.ts";

/** What a preview needs of the host that would download. */
export type PreviewPorts = Pick<HostPorts, "api" | "registry"> & {
  /** The version of the Ollama that would pull. */
  readonly version: string;
  readonly folder: () => Promise<ModelsFolder | undefined>;
};

/** Finds out what a download would be. Fails with `PortError` where the registry does not know, or does not say. */
export function previewDownload(
  { api, registry, version, folder }: PreviewPorts,
  model: ModelName,
): Observable<Preview> {
  return registry.manifest(model, { version }).pipe(
    switchMap((manifest) => {
      const { layers } = manifest;
      const known = { model, layers, totalBytes: sizeOfLayers(layers) };
      return combineLatest([
        orNothing(missingLayers(api, layers).pipe(map(sizeOfLayers))),
        orNothing(registry.card(model, manifest, { version })),
        orNothing(defer(async () => roomIn(await folder(), layers))),
      ]).pipe(
        map(([missing, card, room]): Preview => ({
          ...known,
          ...(missing.value !== undefined && {
            missingBytes: Math.max(0, missing.value - (room.value?.partialBytes ?? 0)),
          }),
          ...(card.value && { card: card.value }),
          ...(room.value && { freeBytes: room.value.freeBytes }),
          isComplete: missing.isDone && card.isDone && room.isDone,
        })),
      );
    }),
  );
}

/** What is free on the disk, and what is there already of a download that was broken off. */
async function roomIn(
  folder: ModelsFolder | undefined,
  layers: readonly PullLayer[],
): Promise<{ readonly freeBytes: number; readonly partialBytes: number } | undefined> {
  if (!folder) return undefined;
  const partialBytes = await folder.partialBytes(layers.map(({ digest }) => digest));
  return { freeBytes: await folder.freeBytes(), partialBytes };
}

type Asked<Value> = { readonly isDone: boolean; readonly value?: Value | undefined };

/** What can be done without is nothing until it comes, and stays nothing where it does not. */
const orNothing = <Value>(value$: Observable<Value>): Observable<Asked<Value>> =>
  value$.pipe(
    map((value): Asked<Value> => ({ isDone: true, value })),
    catchError(() => of<Asked<Value>>({ isDone: true })),
    startWith<Asked<Value>>({ isDone: false }),
  );
