import * as v from "valibot";
import { modelNameSchema } from "../models/model-name.ts";
import { count, kind, type DataOf } from "../shared/described.ts";
import { failureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";
import { layersSchema, type DownloadFact } from "./download-events.ts";
import { downloadIdSchema, type DownloadId } from "./download-id.ts";

/** What a download is doing now, or how it ended. */
export const downloadSituationSchema = v.variant("kind", [
  /** It waits for its turn, or for Ollama to run. */
  kind("queued", {}),
  kind("pulling", {}),
  kind("waiting", { failure: failureSchema, attempt: count, attempts: count, untilMs: count }),
  kind("pausing", {}),
  kind("paused", {}),
  kind("cancelling", {}),
  kind("completed", {}),
  kind("failed", { failure: failureSchema }),
  kind("cancelled", {}),
]);
export type DownloadSituation = DataOf<typeof downloadSituationSchema>;

/** One download, as all events about it add up. */
export const downloadSchema = v.object({
  id: downloadIdSchema,
  model: modelNameSchema,
  requestedAtMs: count,
  situation: downloadSituationSchema,
  /** What there is to fetch, as far as it is known, and until it is there. */
  layers: v.exactOptional(layersSchema),
  /** Its place in the queue: the lowest comes first. */
  queuedSeq: count,
  /** Since when it is in this situation, in the order of events. */
  sinceSeq: count,
});
export type Download = DataOf<typeof downloadSchema>;

/** Every download of a host that is remembered, oldest first. */
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

export function evolveDownloads(downloads: Downloads, event: DownloadFact, position: Position): Downloads {
  if (event.type === "download.requested") {
    const { id, model, layers } = event;
    const download: Download = {
      id,
      model,
      requestedAtMs: position.atMs,
      ...(layers && { layers }),
      situation: { kind: "queued" },
      queuedSeq: position.seq,
      sinceSeq: position.seq,
    };
    return { ...downloads, [id]: download };
  }
  const download = downloads[event.id];
  if (!download) return downloads;
  if (event.type === "download.cleared")
    return isUnfinished(download) ? downloads : without(downloads, [event.id]);
  const next = evolveDownload(download, event, position);
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

function evolveDownload(download: Download, event: Change, { atMs, seq }: Position): Download {
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
