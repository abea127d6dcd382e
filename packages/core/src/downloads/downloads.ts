import * as v from "valibot";
import { isSameModel, modelNameSchema } from "../models/model-name.ts";
import { count, kind, type DataOf } from "../shared/described.ts";
import { differenceSchema } from "../sending/difference.ts";
import { originSchema } from "../sending/origin.ts";
import { failureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";
import { layersSchema, type DownloadFact } from "./download-events.ts";
import { downloadIdSchema, type DownloadId } from "./download-id.ts";
import type { PullLayer } from "./pull-progress.ts";

const downloadSituationSchema = v.variant("kind", [
  /** Waits for its turn, or for Ollama to run. */
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
type DownloadSituation = DataOf<typeof downloadSituationSchema>;

export const downloadSchema = v.object({
  id: downloadIdSchema,
  model: modelNameSchema,
  requestedAtMs: count,
  situation: downloadSituationSchema,
  /** The layers to fetch, if known; absent again once the download is complete. */
  layers: v.exactOptional(layersSchema),
  from: v.exactOptional(originSchema),
  /** In what it differs from the model at its origin. */
  difference: v.exactOptional(differenceSchema),
  /**
   * Its place in the queue: the lowest goes first. The sequence number of the event that put it there, or that of another
   * download with which it has changed places.
   */
  queuedSeq: count,
  /** When its last pull ended (milliseconds since 1970), if that is known. */
  pulledUntilMs: v.exactOptional(count),
  /** Sequence number of the event that led to this situation. */
  sinceSeq: count,
});
export type Download = DataOf<typeof downloadSchema>;

/** The remembered downloads of a host, oldest first. */
export type Downloads = Readonly<Record<DownloadId, Download>>;

export const initialDownloads: Downloads = {};

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

/** Whether its machine is working on it. */
export const isUnderWay = ({ situation }: Download): boolean => STAGES[situation.kind] === "under-way";

/** Whether it is under way or paused. */
export const isUnfinished = ({ situation }: Download): boolean => STAGES[situation.kind] !== "ended";

/** Whether its pull may be open in Ollama now. */
export const mayBeOpen = ({ situation: { kind } }: Download): boolean =>
  kind === "pulling" || kind === "pausing" || kind === "cancelling";

/** Ollama deletes data that does not match its digest (docs/ollama.md §2.5). */
export const isDataDeleted = ({ situation }: Download): boolean =>
  situation.kind === "failed" && situation.failure.kind === "digest-mismatch";

/** Whether its partial files may still be needed. */
export const isWorthKeeping = ({ situation }: Download): boolean => situation.kind !== "completed";

/** Whether it is an ended download of the same model: its row shows what is left of the same data. */
const isSameLeft = (download: Download, other: Download): boolean =>
  !isUnfinished(other) && isSameModel(other.model, download.model);

/** Oldest first. */
export const allDownloads = (downloads: Downloads): readonly Download[] => Object.values(downloads);

export const isPulling = ({ situation }: Download): boolean => situation.kind === "pulling";

/** The downloads to show where there is little room: those that are pulling, else the next in the queue. */
export function leadingDownloads(downloads: readonly Download[]): readonly Download[] {
  const pulling = downloads.filter(isPulling);
  return pulling.length > 0 ? pulling : downloads.filter(isUnderWay).toSorted(byTurn).slice(0, 1);
}

/** Sorts downloads by their place in the queue. */
export const byTurn = (a: Pick<Download, "queuedSeq">, b: Pick<Download, "queuedSeq">): number =>
  a.queuedSeq - b.queuedSeq;

/** The layers of a download that no other download needs: their partial files may be deleted. */
export const leftoversOf = (download: Download, downloads: Downloads): readonly PullLayer[] =>
  layersWithout(
    download,
    allDownloads(downloads).filter((other) => isWorthKeeping(other) && !isSameLeft(download, other)),
  );

/** The layers of a download that no open pull fetches: their partial files may be replaced. */
export const repairableOf = (download: Download, downloads: Downloads): readonly PullLayer[] =>
  layersWithout(download, allDownloads(downloads).filter(mayBeOpen));

function layersWithout({ id, layers = [] }: Download, others: readonly Download[]): readonly PullLayer[] {
  const needed = new Set(
    others
      .filter((other) => other.id !== id)
      .flatMap((other) => other.layers ?? [])
      .map(({ digest }) => digest),
  );
  return layers.filter(({ digest }) => !needed.has(digest));
}

export function evolveDownloads(downloads: Downloads, event: DownloadFact, position: Position): Downloads {
  if (event.type === "download.requested") {
    const { id, model, layers, from } = event;
    const download: Download = {
      id,
      model,
      requestedAtMs: position.atMs,
      ...(layers && { layers }),
      ...(from && { from }),
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

/**
 * When a host begins to be watched or is left, its pulls are closed: they wait for their turn again, as since they were
 * put in the queue. A compaction may forget the event that closed them, if a later one would do the same.
 */
export function withoutPulls(downloads: Downloads): Downloads {
  const closed = allDownloads(downloads)
    .filter(({ situation: { kind } }) => kind === "pulling" || kind === "waiting")
    .map((download): Download => ({
      ...download,
      situation: { kind: "queued" },
      sinceSeq: download.queuedSeq,
    }));
  return closed.length === 0
    ? downloads
    : { ...downloads, ...Object.fromEntries(closed.map((download) => [download.id, download])) };
}

/** Removes the downloads that ended at `seq` or before. */
export const withoutEnded = (downloads: Downloads, seq: number): Downloads =>
  without(
    downloads,
    allDownloads(downloads)
      .filter((download) => !isUnfinished(download) && download.sinceSeq <= seq)
      .map(({ id }) => id),
  );

export const isPausable = ({ situation: { kind } }: Download): boolean =>
  kind === "queued" || kind === "pulling" || kind === "waiting";

/** Whether it is paused or pausing. */
export const isPaused = ({ situation: { kind } }: Download): boolean =>
  kind === "paused" || kind === "pausing";

/** Whether it waits for its turn, so that its place in the queue matters. */
export const isInLine = ({ situation: { kind } }: Download): boolean =>
  kind === "queued" || kind === "waiting";

/** Whether it has ended but can continue where it stopped. */
export const isRetryable = ({ situation: { kind } }: Download): boolean =>
  kind === "failed" || kind === "cancelled";

type Change = Exclude<DownloadFact, { type: "download.requested" | "download.cleared" }>;

function evolveDownload(download: Download, event: Change, { atMs, seq }: Position): Download {
  if (event.type === "download.retry-requested")
    return isRetryable(download)
      ? { ...inQueue(download, seq), ...(event.layers && { layers: event.layers }) }
      : download;
  // An ended download ignores late events.
  if (!isUnfinished(download)) return download;
  switch (event.type) {
    case "download.sized":
      return { ...download, layers: event.layers };
    case "download.compared":
      return { ...download, difference: event.difference };
    case "download.moved":
      return { ...download, queuedSeq: event.place };
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
      if (situation === download.situation) return download;
      return { ...download, situation, sinceSeq: seq, ...(isPulling(download) && { pulledUntilMs: atMs }) };
    }
  }
}

const inQueue = (download: Download, seq: number): Download => ({
  ...download,
  situation: { kind: "queued" },
  queuedSeq: seq,
  sinceSeq: seq,
});

type SituationChange = Exclude<
  Change,
  {
    type: `download.${"sized" | "compared" | "moved" | "resume-requested" | "retry-requested" | "completed"}`;
  }
>;

/** A request to pause or cancel stands, even if the machine reports something else before it receives the request. */
function situationAfter(
  { situation: before }: Download,
  event: SituationChange,
  atMs: number,
): DownloadSituation {
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
