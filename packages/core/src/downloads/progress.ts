import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { count, reading, type DataOf, type EventOf } from "../shared/described.ts";
import { downloadIdSchema, type DownloadId } from "./download-id.ts";

/** A part of a whole, from 0 to 1. */
export const shareSchema = v.number();

/** Progress of a download over all its layers. */
const progressSchema = v.object({
  step: v.picklist(["preparing", "pulling", "verifying", "writing"]),
  /** Never decreases: bytes that must be fetched again are not subtracted. */
  doneBytes: count,
  /** Absent if the registry does not tell it; never an estimate. */
  totalBytes: v.exactOptional(count),
  /** Share of the total that is done, from 0 to 1. Never decreases; absent if the total is. */
  share: v.exactOptional(shareSchema),
  /** How many of the done bytes were lost and are being fetched again. */
  againBytes: v.exactOptional(count),
  /** Over the last seconds; absent until there are enough samples. */
  bytesPerSecond: v.exactOptional(count),
  /** When the last byte arrived (milliseconds since 1970); absent unless the pull counts as stalled. */
  stalledSinceMs: v.exactOptional(count),
});
export type Progress = DataOf<typeof progressSchema>;

export type ProgressById = Readonly<Record<DownloadId, Progress>>;

export const PROGRESS_EVENTS = [
  reading("download.progressed", { host, id: downloadIdSchema, progress: progressSchema }),
] as const;
export type ProgressEvent = EventOf<typeof PROGRESS_EVENTS>;

export const initialProgress: ProgressById = {};

/** The progress of a download before its first reading. */
export const NO_PROGRESS: Progress = { step: "preparing", doneBytes: 0 };

export const evolveProgress = (progress: ProgressById, event: ProgressEvent): ProgressById => ({
  ...progress,
  [event.id]: event.progress,
});

export const progressOf = (progress: ProgressById, { id }: { readonly id: DownloadId }): Progress =>
  progress[id] ?? NO_PROGRESS;
