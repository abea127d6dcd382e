import { catchError, combineLatest, defer, map, of, startWith, switchMap, type Observable } from "rxjs";
import type { ModelName } from "../domain/names.ts";
import type { Preview } from "../domain/preview.ts";
import type { ModelsFolder } from "../ports/model-files.ts";
import type { HostPorts } from "../ports/ports.ts";
import { missingLayers, sumOf } from "./check-updates.ts";

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
      const known = { model, layers, totalBytes: sumOf(layers) };
      return combineLatest([
        orNothing(missingLayers(api, layers).pipe(map(sumOf))),
        orNothing(registry.card(model, manifest, { version })),
        orNothing(defer(async () => (await folder())?.freeBytes())),
      ]).pipe(
        map(([missing, card, free]): Preview => ({
          ...known,
          ...(missing.value !== undefined && { missingBytes: missing.value }),
          ...(card.value && { card: card.value }),
          ...(free.value !== undefined && { freeBytes: free.value }),
          isComplete: missing.isDone && card.isDone && free.isDone,
        })),
      );
    }),
  );
}

type Asked<Value> = { readonly isDone: boolean; readonly value?: Value | undefined };

/** What can be done without is nothing until it comes, and stays nothing where it does not. */
const orNothing = <Value>(value$: Observable<Value>): Observable<Asked<Value>> =>
  value$.pipe(
    map((value): Asked<Value> => ({ isDone: true, value })),
    catchError(() => of<Asked<Value>>({ isDone: true })),
    startWith<Asked<Value>>({ isDone: false }),
  );
