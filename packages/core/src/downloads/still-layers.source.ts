import { defer, map, of, switchMap, timer, type Observable } from "rxjs";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { isSameJson } from "../shared/same-json.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";
import type { UnfinishedLayer } from "./unfinished-layer.ts";

/** A pull that goes on may receive nothing for so long (docs/ollama.md §0.7). */
const LONGEST_PAUSE_MS = 30_000;
/** Ollama may still be writing what it received for a pull of ours. */
const LAST_WRITES_MS = 1_000;

type LookPorts = {
  readonly folder: ModelsFolder;
  readonly clock: Clock;
  /** When the last pull of ours ended that fetched this layer; `undefined` if it is not known. */
  readonly endedAtMs: (digest: string) => number | undefined;
};

type Layers = {
  /** Those that stand still: their files may be changed. */
  readonly still: readonly UnfinishedLayer[];
  /** Those that a pull of another program may be fetching. */
  readonly moving: readonly UnfinishedLayer[];
};

/**
 * Tells the unfinished layers that stand still from those that may move. Those that were not written after a pull of ours
 * had ended are watched for a second; of the others only the age of their files tells.
 */
export function lookAtLayers(
  { folder, clock, endedAtMs }: LookPorts,
  isMeant: (layer: UnfinishedLayer) => boolean,
): Observable<Layers> {
  const look$ = defer(() => folder.unfinished()).pipe(map((layers) => layers.filter(isMeant)));
  const isOld = ({ changedAtMs }: UnfinishedLayer): boolean => changedAtMs < clock.now() - LONGEST_PAUSE_MS;
  const isOurs = (layer: UnfinishedLayer): boolean => isWrittenByUs(layer, endedAtMs(layer.digest));
  return look$.pipe(
    switchMap((before) => {
      if (!before.some((layer) => isOurs(layer) && !isOld(layer))) return of(split(before, isOld));
      const isUnchanged = (layer: UnfinishedLayer): boolean =>
        isOurs(layer) && before.some((one) => isSameJson(one, layer));
      return timer(LAST_WRITES_MS, clockScheduler(clock)).pipe(
        switchMap(() => look$),
        map((now) => split(now, (layer) => isOld(layer) || isUnchanged(layer))),
      );
    }),
  );
}

/** Whether it was not written after our last pull of it had ended. */
export const isWrittenByUs = (
  { changedAtMs }: UnfinishedLayer,
  endedAtMs: number = Number.NEGATIVE_INFINITY,
): boolean => changedAtMs <= endedAtMs + SETTLING_MS;

const split = (layers: readonly UnfinishedLayer[], isStill: (layer: UnfinishedLayer) => boolean): Layers => ({
  still: layers.filter(isStill),
  moving: layers.filter((layer) => !isStill(layer)),
});
