import { type AppState, hostFacts } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import type { DownloadId } from "./download-id.ts";
import { allDownloads, isDataDeleted, isPulling, isUnfinished, type Download } from "./downloads.ts";
import { hostOfOrigin } from "../sending/origin.ts";
import { NO_PROGRESS, progressOf, type Progress } from "./progress.ts";

/** The downloads of the watched host; those of all hosts while the address setting is invalid. */
export function downloadsHere(state: AppState): readonly Download[] {
  const { service, downloads } = hostFacts(state);
  return service.situation.kind === "misconfigured"
    ? Object.values(state.facts.hosts).flatMap((host) => allDownloads(host.downloads))
    : allDownloads(downloads);
}

type DownloadAt = { readonly host: HostId; readonly download: Download };

/** What is being sent from a host to others. */
export const sentFrom = ({ facts }: AppState, source: HostId | undefined): readonly DownloadAt[] =>
  facts.watched
    .filter(({ host }) => host !== source)
    .flatMap(({ host }) =>
      allDownloads(facts.hosts[host]?.downloads ?? {})
        .filter(
          (download) =>
            hostOfOrigin(download.from) === source && source !== undefined && isUnfinished(download),
        )
        .map((download) => ({ host, download })),
    );

/** The host that has a download: a row may be about another one than the window shows. */
export const hostOfDownload = ({ facts }: AppState, id: DownloadId): HostId | undefined =>
  facts.watched.find(({ host }) => facts.hosts[host]?.downloads[id])?.host;

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
