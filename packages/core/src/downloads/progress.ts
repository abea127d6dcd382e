import type { DownloadId } from "./download-id.ts";

/** How far a download has come, over all its layers together. */
export type Progress = {
  readonly step: "preparing" | "pulling" | "verifying" | "writing";
  /** Bytes that are done. Never decreases: bytes that must be fetched again are not subtracted. */
  readonly doneBytes: number;
  /** Absent where the registry does not tell, so that nothing is made up. */
  readonly totalBytes?: number;
  /** What part of the whole is done, from 0 to 1; never less than before. Absent where the total is. */
  readonly share?: number;
  /** How many of the done bytes were lost, and are being fetched again. */
  readonly againBytes?: number;
  /** Over the last seconds; absent until there is something to measure. */
  readonly bytesPerSecond?: number;
  /** Since when no byte has arrived (milliseconds since 1970); absent until that lasts long enough to be shown. */
  readonly stalledSinceMs?: number;
};

/** The last reading of each download. */
export type ProgressById = Readonly<Record<DownloadId, Progress>>;

/** A new reading of how far a download has come. */
export type ProgressEvent = {
  readonly type: "download.progressed";
  readonly id: DownloadId;
  readonly progress: Progress;
};

/** No download has made progress yet. */
export const initialProgress: ProgressById = {};

/** The progress of a download before its first reading. */
export const NO_PROGRESS: Progress = { step: "preparing", doneBytes: 0 };

/** The last readings, once another one has been added. */
export const evolveProgress = (progress: ProgressById, event: ProgressEvent): ProgressById => ({
  ...progress,
  [event.id]: event.progress,
});

/** How far a download has come; nothing at all before its first reading. */
export const progressOf = (progress: ProgressById, { id }: { readonly id: DownloadId }): Progress =>
  progress[id] ?? NO_PROGRESS;
