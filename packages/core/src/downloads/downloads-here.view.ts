import { type AppState, hostFacts } from "../app/state.ts";
import { allDownloads, isDataDeleted, isPulling, type Download } from "./downloads.ts";
import { NO_PROGRESS, progressOf, type Progress } from "./progress.ts";

/** The downloads of the watched host; those of all hosts while the address setting is invalid. */
export function downloadsHere(state: AppState): readonly Download[] {
  const { service, downloads } = hostFacts(state);
  return service.situation.kind === "misconfigured"
    ? Object.values(state.facts.hosts).flatMap((host) => allDownloads(host.downloads))
    : allDownloads(downloads);
}

/**
 * The progress of a download, whichever host it is on. A rate is left out while the leader does not respond: it is that
 * of the moment when it stopped responding.
 */
export function progressIn(state: AppState, download: Download): Progress {
  if (isDataDeleted(download)) return NO_PROGRESS;
  const readings = Object.values(state.readings.hosts).find(({ progress }) => progress[download.id]);
  const progress = progressOf(readings?.progress ?? {}, download);
  return state.local.isLeaderSilent ? withoutRate(progress) : progress;
}

const withoutRate = ({ bytesPerSecond: _past, ...progress }: Progress): Progress => progress;

/** Whether to pause or cancel a download may crash Ollama (docs/ollama.md §0.5). */
export const isStuck = (state: AppState, download: Download): boolean =>
  isPulling(download) && progressIn(state, download).standstill?.kind === "stuck";
