import type { Failure } from "../shared/failure.ts";
import type { Place } from "../shared/message.ts";
import type { DownloadId } from "./download-id.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ProgressEvent } from "./progress.ts";
import type { PullLayer } from "./pull-progress.ts";

type OfOne<Type extends string> = { readonly type: Type; readonly id: DownloadId };

/** What happens to a download: `decide` records what was asked for, the download machine what came of it. */
export type DownloadFact =
  | (OfOne<"download.requested"> & {
      readonly model: ModelName;
      /** The host that downloads it (`originOf` its endpoint). */
      readonly origin: string;
      /** What there is to fetch, where that was asked before. */
      readonly layers?: readonly PullLayer[];
    })
  /** What there is to fetch, as the model's registry says. */
  | (OfOne<"download.sized"> & { readonly layers: readonly PullLayer[] })
  | OfOne<"download.started">
  /** Ollama went away: it goes on when it is its turn again. */
  | OfOne<"download.queued">
  | (OfOne<"download.retry-scheduled"> & {
      readonly failure: Failure;
      /** The number of the next retry, counted from 1, and how many there are at most. */
      readonly attempt: number;
      readonly attempts: number;
      readonly afterMs: number;
    })
  | OfOne<"download.pause-requested">
  | OfOne<"download.paused">
  | OfOne<"download.resume-requested">
  | OfOne<"download.retry-requested">
  | OfOne<"download.cancel-requested">
  | OfOne<"download.cancelled">
  | OfOne<"download.completed">
  | (OfOne<"download.failed"> & { readonly failure: Failure })
  | OfOne<"download.cleared">;

/** A fact about a download, or a reading of its progress. */
export type DownloadEvent = DownloadFact | ProgressEvent;

/** What a download is doing now, or how it ended. */
export type DownloadSituation =
  /** It waits for its turn, or for Ollama to run. */
  | { readonly kind: "queued" }
  | { readonly kind: "pulling" }
  | {
      readonly kind: "waiting";
      readonly failure: Failure;
      readonly attempt: number;
      readonly attempts: number;
      readonly untilMs: number;
    }
  | { readonly kind: "pausing" }
  | { readonly kind: "paused" }
  | { readonly kind: "cancelling" }
  | { readonly kind: "completed" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" };

/** One download, as all events about it add up. */
export type Download = {
  readonly id: DownloadId;
  readonly model: ModelName;
  readonly origin: string;
  readonly requestedAtMs: number;
  readonly situation: DownloadSituation;
  /** What there is to fetch, as far as it is known, and until it is there. */
  readonly layers?: readonly PullLayer[];
  /** Its place in the queue: whoever was put there first comes first. */
  readonly queuedSeq: number;
  /** Since when it is in this situation, in the order of events. */
  readonly sinceSeq: number;
};

/** Every download that is remembered, oldest first. */
export type Downloads = Readonly<Record<DownloadId, Download>>;

/** No download has been requested yet. */
export const initialDownloads: Downloads = {};

/** What can still be done to a download: it is under way, it rests, or it has ended. */
const STAGES = {
  queued: "under-way",
  pulling: "under-way",
  waiting: "under-way",
  pausing: "under-way",
  cancelling: "under-way",
  paused: "resting",
  completed: "ended",
  failed: "ended",
  cancelled: "ended",
} as const satisfies Record<DownloadSituation["kind"], "under-way" | "resting" | "ended">;

/** Whether a machine has it in its hands. */
export const isUnderWay = ({ situation }: Download): boolean => STAGES[situation.kind] === "under-way";

/** Whether it is still to be done, now or when it is resumed. */
export const isUnfinished = ({ situation }: Download): boolean => STAGES[situation.kind] !== "ended";

/** Whether Ollama may have its pull open just now. */
export const mayBeOpen = ({ situation: { kind } }: Download): boolean =>
  kind === "pulling" || kind === "pausing" || kind === "cancelling";

/** Whether its unfinished files may still be needed. */
export const isWorthKeeping = ({ situation }: Download): boolean => situation.kind !== "completed";

/** Every download that is remembered, as a list, oldest first. */
export const allDownloads = (downloads: Downloads): readonly Download[] => Object.values(downloads);

/** The download to show where there is room for one only: the one that is pulled, else the next in the queue. */
export function leadingDownload(downloads: readonly Download[]): Download | undefined {
  const underWay = downloads.filter(isUnderWay);
  return underWay.find(({ situation }) => situation.kind === "pulling") ?? underWay.toSorted(byTurn)[0];
}

/** Sorts downloads by their place in the queue: the one that was put there first comes first. */
export const byTurn = (a: Pick<Download, "queuedSeq">, b: Pick<Download, "queuedSeq">): number =>
  a.queuedSeq - b.queuedSeq;

/** The digests of a download's layers that no other one needs: what is there of them may be deleted. */
export const leftoversOf = (download: Download, downloads: Downloads): readonly string[] =>
  layersWithout(download, allDownloads(downloads).filter(isWorthKeeping));

/** The digests of a download's layers that nobody fetches just now: what is there of them may be fetched anew. */
export const repairableOf = (download: Download, downloads: Downloads): readonly string[] =>
  layersWithout(download, allDownloads(downloads).filter(mayBeOpen));

function layersWithout({ id, layers = [] }: Download, others: readonly Download[]): readonly string[] {
  const needed = new Set(
    others
      .filter((other) => other.id !== id)
      .flatMap((other) => other.layers ?? [])
      .map(({ digest }) => digest),
  );
  return layers.map(({ digest }) => digest).filter((digest) => !needed.has(digest));
}

export function evolveDownloads(downloads: Downloads, event: DownloadFact, place: Place): Downloads {
  if (event.type === "download.requested") {
    const { id, model, origin, layers } = event;
    const download: Download = {
      id,
      model,
      origin,
      requestedAtMs: place.atMs,
      ...(layers && { layers }),
      situation: { kind: "queued" },
      queuedSeq: place.seq,
      sinceSeq: place.seq,
    };
    return { ...downloads, [id]: download };
  }
  const download = downloads[event.id];
  if (!download) return downloads;
  if (event.type === "download.cleared")
    return isUnfinished(download) ? downloads : without(downloads, [event.id]);
  const next = evolveDownload(download, event, place);
  return next === download ? downloads : { ...downloads, [event.id]: next };
}

/** Forgets what ended at `seq` or before. */
export const withoutEnded = (downloads: Downloads, seq: number): Downloads =>
  without(
    downloads,
    allDownloads(downloads)
      .filter((download) => !isUnfinished(download) && download.sinceSeq <= seq)
      .map(({ id }) => id),
  );

/** Whether it can be paused: it waits for its turn, is pulled, or waits for a retry. */
export const isPausable = ({ situation: { kind } }: Download): boolean =>
  kind === "queued" || kind === "pulling" || kind === "waiting";

/** Whether it is paused, or is about to be. */
export const isPaused = ({ situation: { kind } }: Download): boolean =>
  kind === "paused" || kind === "pausing";

/** Whether it can be taken up where it was left. */
export const isRetryable = ({ situation: { kind } }: Download): boolean =>
  kind === "failed" || kind === "cancelled";

type Change = Exclude<DownloadFact, { type: "download.requested" | "download.cleared" }>;

function evolveDownload(download: Download, event: Change, { atMs, seq }: Place): Download {
  if (event.type === "download.retry-requested")
    return isRetryable(download) ? inQueue(download, seq) : download;
  // What has ended stays as it ended, whatever still comes in.
  if (!isUnfinished(download)) return download;
  switch (event.type) {
    case "download.sized":
      return { ...download, layers: event.layers };
    case "download.resume-requested":
      return isPaused(download) ? inQueue(download, seq) : download;
    case "download.completed": {
      const { layers: _fetched, ...rest } = download;
      return { ...rest, situation: { kind: "completed" }, sinceSeq: seq };
    }
    case "download.started":
    case "download.queued":
    case "download.retry-scheduled":
    case "download.pause-requested":
    case "download.paused":
    case "download.cancel-requested":
    case "download.cancelled":
    case "download.failed": {
      const situation = situationAfter(download, event, atMs);
      return situation === download.situation ? download : { ...download, situation, sinceSeq: seq };
    }
  }
}

const inQueue = (download: Download, seq: number): Download => ({
  ...download,
  situation: { kind: "queued" },
  queuedSeq: seq,
  sinceSeq: seq,
});

type Settling = Exclude<
  Change,
  { type: `download.${"sized" | "resume-requested" | "retry-requested" | "completed"}` }
>;

/** A request to pause or cancel stands, even where the machine reports something else before it has heard of it. */
function situationAfter({ situation: before }: Download, event: Settling, atMs: number): DownloadSituation {
  const isCancelling = before.kind === "cancelling";
  const isHeld = isCancelling || before.kind === "pausing" || before.kind === "paused";
  switch (event.type) {
    case "download.started":
      return isHeld ? before : { kind: "pulling" };
    case "download.queued":
      return isHeld ? before : { kind: "queued" };
    case "download.retry-scheduled": {
      const { failure, attempt, attempts, afterMs } = event;
      return isHeld ? before : { kind: "waiting", failure, attempt, attempts, untilMs: atMs + afterMs };
    }
    case "download.pause-requested":
      return isHeld ? before : { kind: "pausing" };
    case "download.paused":
      return before.kind === "pausing" ? { kind: "paused" } : before;
    case "download.cancel-requested":
      return isCancelling ? before : { kind: "cancelling" };
    case "download.cancelled":
      return { kind: "cancelled" };
    case "download.failed":
      return { kind: "failed", failure: event.failure };
  }
}

function without(downloads: Downloads, ids: readonly DownloadId[]): Downloads {
  if (ids.length === 0) return downloads;
  const gone = new Set(ids);
  return Object.fromEntries(Object.entries(downloads).filter(([, { id }]) => !gone.has(id)));
}
