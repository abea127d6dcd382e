import { hostFacts, type AppState } from "../app/state.ts";
import { allDownloads, isUnfinished, isWorthKeeping, type Download } from "../downloads/downloads.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { DiskUsage, NeededLayers } from "./disk-usage.ts";
import { readDisk } from "./read-disk.source.ts";
import { isWaitingForRoom } from "./waiting-for-room.ts";

/** Counts what the folder of the shown host holds, by what is known of every download. */
export const countDisk = (
  folder: ModelsFolder,
  state: AppState,
  clock: Pick<Clock, "now">,
): Promise<DiskUsage> =>
  readDisk(folder, {
    downloads: neededLayers(state),
    version: versionOf(hostFacts(state).service),
    atMs: clock.now(),
  });

/** Of the downloads of all hosts: two addresses may lead to one Ollama, and several Ollamas may share a folder. */
const neededLayers = ({ facts }: AppState): readonly NeededLayers[] =>
  Object.values(facts.hosts)
    .flatMap(({ downloads }) => allDownloads(downloads))
    .filter(isWorthKeeping)
    .map((download) => ({
      model: download.model,
      layers: download.layers?.map(({ digest }) => digest),
      stage: stageOf(download),
    }));

function stageOf(download: Download): NeededLayers["stage"] {
  if (isUnfinished(download)) return "unfinished";
  return isWaitingForRoom(download) ? "waiting-for-room" : "ended";
}
