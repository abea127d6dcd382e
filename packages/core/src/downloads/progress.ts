import * as v from "valibot";
import { hostIdSchema as host } from "../hosts/host.ts";
import { count, kind, reading, type DataOf, type EventOf } from "../shared/described.ts";
import { downloadIdSchema, type DownloadId } from "./download-id.ts";

/** A part of a whole, from 0 to 1. */
export const shareSchema = v.number();

/** Why no bytes arrive, and since when (milliseconds since 1970). */
const standstillSchema = v.variant("kind", [
  /** Ollama's lines report no new bytes. */
  kind("stalled", { sinceMs: count }),
  /** They do not report a size either: Ollama waits for a request that another program has given up (docs/ollama.md §0.5). */
  kind("stuck", { sinceMs: count }),
  /** No lines arrive. Ollama may still be downloading, behind a proxy that holds its lines back. */
  kind("silent", { sinceMs: count }),
]);
export type Standstill = DataOf<typeof standstillSchema>;

/** Progress of a download over all its layers. */
const progressSchema = v.object({
  step: v.picklist(["preparing", "pulling", "verifying", "writing"]),
  /** Never decreases: bytes that must be fetched again are not subtracted. */
  doneBytes: count,
  /** Absent if the registry does not tell it; never an estimate. */
  totalBytes: v.exactOptional(count),
  /** The least that the total can be, if the total is not known: the sizes of the layers that Ollama has named so far. */
  atLeastBytes: v.exactOptional(count),
  /** Share of the total that is done, from 0 to 1. Never decreases; absent if the total is. */
  share: v.exactOptional(shareSchema),
  /** How many of the done bytes were lost and are being fetched again. */
  againBytes: v.exactOptional(count),
  /** Over the last seconds of this attempt in which bytes arrived; absent until there are enough samples. */
  bytesPerSecond: v.exactOptional(count),
  /** Absent while bytes arrive. */
  standstill: v.exactOptional(standstillSchema),
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

/** What a new attempt knows of the progress of earlier ones: how much is done, but not how fast. */
export const atRest = ({ doneBytes, totalBytes, share }: Progress): Progress => ({
  step: "preparing",
  doneBytes,
  ...(totalBytes !== undefined && { totalBytes }),
  ...(share !== undefined && { share }),
});

/** How much of several downloads is done together; the share is known if all totals are. */
export function combined(all: readonly Progress[]): Pick<Progress, "doneBytes" | "share"> {
  const [only] = all;
  if (only && all.length === 1) return only;
  const doneBytes = sumOf(all.map((one) => one.doneBytes));
  const sized = all.flatMap(({ share, totalBytes }) =>
    share === undefined || totalBytes === undefined ? [] : [{ done: share * totalBytes, totalBytes }],
  );
  const totalBytes = sumOf(sized.map((one) => one.totalBytes));
  if (sized.length < all.length || totalBytes === 0) return { doneBytes };
  return { doneBytes, share: Math.min(1, sumOf(sized.map(({ done }) => done)) / totalBytes) };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0);

export const evolveProgress = (progress: ProgressById, event: ProgressEvent): ProgressById => ({
  ...progress,
  [event.id]: event.progress,
});

export const progressOf = (progress: ProgressById, { id }: { readonly id: DownloadId }): Progress =>
  progress[id] ?? NO_PROGRESS;
