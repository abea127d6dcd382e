import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { count, reading, type DataOf, type EventOf } from "../shared/described.ts";
import { downloadIdSchema, type DownloadId } from "./download-id.ts";

/** A part of a whole, from 0 to 1. */
export const shareSchema = v.number();

/** How far a download has come, over all its layers together. */
export const progressSchema = v.object({
  step: v.picklist(["preparing", "pulling", "verifying", "writing"]),
  /** Bytes that are done. Never decreases: bytes that must be fetched again are not subtracted. */
  doneBytes: count,
  /** Absent where the registry does not tell, so that nothing is made up. */
  totalBytes: v.exactOptional(count),
  /** What part of the whole is done, from 0 to 1; never less than before. Absent where the total is. */
  share: v.exactOptional(shareSchema),
  /** How many of the done bytes were lost, and are being fetched again. */
  againBytes: v.exactOptional(count),
  /** Over the last seconds; absent until there is something to measure. */
  bytesPerSecond: v.exactOptional(count),
  /** Since when no byte has arrived (milliseconds since 1970); absent until that lasts long enough to be shown. */
  stalledSinceMs: v.exactOptional(count),
});
export type Progress = DataOf<typeof progressSchema>;

/** The last reading of each download. */
export type ProgressById = Readonly<Record<DownloadId, Progress>>;

/** A new reading of how far a download has come. */
export const PROGRESS_EVENTS = [
  reading("download.progressed", { host, id: downloadIdSchema, progress: progressSchema }),
] as const;
export type ProgressEvent = EventOf<typeof PROGRESS_EVENTS>;

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
