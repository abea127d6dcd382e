import { accept, refuse, type Decision } from "./decision.ts";
import type { Failure } from "./failure.ts";
import { isSameModel, type DownloadId, type ModelName } from "./names.ts";

export type DownloadCommand =
  | { readonly type: "download.request"; readonly id: DownloadId; readonly model: ModelName }
  | { readonly type: "download.cancel"; readonly id: DownloadId };

export type DownloadEvent =
  | { readonly type: "download.requested"; readonly id: DownloadId; readonly model: ModelName }
  | { readonly type: "download.started"; readonly id: DownloadId }
  | { readonly type: "download.progressed"; readonly id: DownloadId; readonly progress: Progress }
  | { readonly type: "download.completed"; readonly id: DownloadId }
  | { readonly type: "download.failed"; readonly id: DownloadId; readonly failure: Failure }
  | { readonly type: "download.cancel-requested"; readonly id: DownloadId }
  | { readonly type: "download.cancelled"; readonly id: DownloadId };

/** How far a download has come, over all its layers together. */
export type Progress = {
  readonly step: "preparing" | "pulling" | "verifying" | "writing";
  readonly doneBytes: number;
  /** Absent where the registry does not tell, so that nothing is made up. */
  readonly totalBytes?: number;
  /** Over the last seconds; absent until there is something to measure. */
  readonly bytesPerSecond?: number;
};

export type DownloadSituation =
  | { readonly kind: "requested" }
  | { readonly kind: "pulling" }
  | { readonly kind: "cancelling" }
  | { readonly kind: "completed" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" };

export type Download = {
  readonly id: DownloadId;
  readonly model: ModelName;
  readonly requestedAtMs: number;
  readonly situation: DownloadSituation;
};

/** Every download of this session, oldest first. */
export type Downloads = Readonly<Record<DownloadId, Download>>;

/** The last reading of each download. */
export type ProgressById = Readonly<Record<DownloadId, Progress>>;

export const initialDownloads: Downloads = {};
export const initialProgress: ProgressById = {};

const NOTHING_YET: Progress = { step: "preparing", doneBytes: 0 };

const ACTIVE = {
  requested: true,
  pulling: true,
  cancelling: true,
  completed: false,
  failed: false,
  cancelled: false,
} satisfies Record<DownloadSituation["kind"], boolean>;

export const isActive = ({ situation }: Download): boolean => ACTIVE[situation.kind];

export const allDownloads = (downloads: Downloads): readonly Download[] => Object.values(downloads);

/** The one that runs, if any does. */
export const activeDownload = (downloads: Downloads): Download | undefined =>
  allDownloads(downloads).find(isActive);

export function evolveDownloads(downloads: Downloads, event: DownloadEvent, atMs: number): Downloads {
  if (event.type === "download.progressed") return downloads;
  if (event.type === "download.requested") {
    const { id, model } = event;
    return { ...downloads, [id]: { id, model, requestedAtMs: atMs, situation: { kind: "requested" } } };
  }
  const download = downloads[event.id];
  // What has ended stays as it ended, whatever still comes in.
  if (!download || !isActive(download)) return downloads;
  return { ...downloads, [event.id]: { ...download, situation: situationAfter(download, event) } };
}

export function evolveProgress(progress: ProgressById, event: DownloadEvent): ProgressById {
  return event.type === "download.progressed" ? { ...progress, [event.id]: event.progress } : progress;
}

/** What becomes of downloads when another Ollama is looked after: those under way there are given up. */
export function abandonDownloads(downloads: Downloads): Downloads {
  const abandoned: DownloadSituation = { kind: "failed", failure: { kind: "aborted" } };
  const entries = allDownloads(downloads).map((download) =>
    isActive(download) ? { ...download, situation: abandoned } : download,
  );
  return Object.fromEntries(entries.map((download) => [download.id, download]));
}

/** How far a download has come; nothing at all before its first reading. */
export const progressOf = (progress: ProgressById, { id }: Download): Progress => progress[id] ?? NOTHING_YET;

export function decideDownload(
  downloads: Downloads,
  isServiceRunning: boolean,
  command: DownloadCommand,
): Decision<DownloadEvent> {
  switch (command.type) {
    case "download.request": {
      if (!isServiceRunning) return refuse({ reason: "not-running" });
      const active = activeDownload(downloads);
      if (active && isSameModel(active.model, command.model))
        return refuse({ reason: "already-downloading", model: active.model });
      if (active) return refuse({ reason: "one-at-a-time", model: active.model });
      return accept({ type: "download.requested", id: command.id, model: command.model });
    }
    case "download.cancel": {
      const download = downloads[command.id];
      if (!download || !isActive(download)) return refuse({ reason: "no-such-download" });
      if (download.situation.kind === "cancelling") return accept();
      return accept({ type: "download.cancel-requested", id: command.id });
    }
  }
}

function situationAfter(
  { situation }: Download,
  event: Exclude<DownloadEvent, { type: "download.requested" | "download.progressed" }>,
): DownloadSituation {
  switch (event.type) {
    case "download.started":
      // The first line may come in when somebody has already cancelled.
      return situation.kind === "cancelling" ? situation : { kind: "pulling" };
    case "download.completed":
      return { kind: "completed" };
    case "download.failed":
      return { kind: "failed", failure: event.failure };
    case "download.cancel-requested":
      return { kind: "cancelling" };
    case "download.cancelled":
      return { kind: "cancelled" };
  }
}
