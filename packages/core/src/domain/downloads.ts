import { accept, refuse, type Decision } from "./decision.ts";
import type { Failure } from "./failure.ts";
import type { Place } from "./message.ts";
import { isSameModel, type DownloadId, type ModelName } from "./names.ts";

export type DownloadCommand =
  | { readonly type: "download.request"; readonly id: DownloadId; readonly model: ModelName }
  | { readonly type: "download.cancel"; readonly id: DownloadId };

export type DownloadEvent =
  | {
      readonly type: "download.requested";
      readonly id: DownloadId;
      readonly model: ModelName;
      /** The host that downloads it (`originOf` its endpoint). */
      readonly origin: string;
    }
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
  readonly origin: string;
  readonly requestedAtMs: number;
  readonly situation: DownloadSituation;
  /** Since when it is in this situation, in the order of events. */
  readonly sinceSeq: number;
};

/** Every download that is remembered, oldest first. */
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

export function evolveDownloads(
  downloads: Downloads,
  event: Exclude<DownloadEvent, { type: "download.progressed" }>,
  { atMs, seq }: Place,
): Downloads {
  if (event.type === "download.requested") {
    const { id, model, origin } = event;
    const situation: DownloadSituation = { kind: "requested" };
    return { ...downloads, [id]: { id, model, origin, requestedAtMs: atMs, situation, sinceSeq: seq } };
  }
  const download = downloads[event.id];
  // What has ended stays as it ended, whatever still comes in.
  if (!download || !isActive(download)) return downloads;
  const situation = situationAfter(download, event);
  return { ...downloads, [event.id]: { ...download, situation, sinceSeq: seq } };
}

export function evolveProgress(
  progress: ProgressById,
  { id, progress: reading }: Extract<DownloadEvent, { type: "download.progressed" }>,
): ProgressById {
  return { ...progress, [id]: reading };
}

/** What becomes of downloads when another Ollama is looked after: those under way elsewhere are given up. */
export function abandonDownloads(downloads: Downloads, origin: string | undefined, seq: number): Downloads {
  const situation: DownloadSituation = { kind: "failed", failure: { kind: "aborted" } };
  const abandoned = allDownloads(downloads)
    .filter((download) => isActive(download) && download.origin !== origin)
    .map((download) => [download.id, { ...download, situation, sinceSeq: seq }] as const);
  return abandoned.length === 0 ? downloads : { ...downloads, ...Object.fromEntries(abandoned) };
}

/** Forgets what ended at `seq` or before. */
export const withoutEnded = (downloads: Downloads, seq: number): Downloads =>
  Object.fromEntries(
    Object.entries(downloads).filter(([, download]) => isActive(download) || download.sinceSeq > seq),
  );

/** How far a download has come; nothing at all before its first reading. */
export const progressOf = (progress: ProgressById, { id }: Download): Progress => progress[id] ?? NOTHING_YET;

/** `origin` is the host that downloads, absent while it does not run. */
export function decideDownload(
  downloads: Downloads,
  origin: string | undefined,
  command: DownloadCommand,
): Decision<DownloadEvent> {
  switch (command.type) {
    case "download.request": {
      if (origin === undefined) return refuse({ reason: "not-running" });
      const active = activeDownload(downloads);
      if (active && isSameModel(active.model, command.model))
        return refuse({ reason: "already-downloading", model: active.model });
      if (active) return refuse({ reason: "one-at-a-time", model: active.model });
      return accept({ type: "download.requested", id: command.id, model: command.model, origin });
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
