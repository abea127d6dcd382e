import { firstValueFrom, timer } from "rxjs";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { UnfinishedLayer } from "./unfinished-layer.ts";

/** A pull that goes on writes more often. */
const STILL_MS = 1_000;
/** A file that was not written for so long belongs to no pull that goes on. */
const OLD_MS = 60_000;

type Layers = {
  /** Those that stand still: their files may be changed. */
  readonly still: readonly UnfinishedLayer[];
  /** Those that a pull is fetching, of whatever program. */
  readonly moving: readonly UnfinishedLayer[];
};

/** Tells the unfinished layers that stand still from those that move; this may take a second. */
export async function lookAtLayers(
  folder: ModelsFolder,
  isMeant: (layer: UnfinishedLayer) => boolean,
  clock: Clock,
): Promise<Layers> {
  const look = async () => (await folder.unfinished()).filter(isMeant);
  const before = await look();
  if (before.every(({ changedAtMs }) => changedAtMs < clock.now() - OLD_MS))
    return { still: before, moving: [] };
  await firstValueFrom(timer(STILL_MS, clockScheduler(clock)));
  const now = await look();
  const isStill = (layer: UnfinishedLayer): boolean => before.some((one) => isSameJson(one, layer));
  return { still: now.filter(isStill), moving: now.filter((layer) => !isStill(layer)) };
}
