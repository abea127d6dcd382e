import { allDownloads, type Download, type Downloads } from "../downloads/downloads.ts";
import type { Progress } from "../downloads/progress.ts";

/** A download or an import that the full disk has ended, and what it needs. */
export type WaitingForRoom = {
  readonly download: Download;
  /** How much more than what is free; 0: there is room now. Absent: its size is not known. */
  readonly missingBytes?: number;
};

/** The last download that failed for want of room, with what is missing. */
export function waitingForRoom(
  downloads: Downloads,
  progressOf: (download: Download) => Progress,
  freeBytes: number,
): WaitingForRoom | undefined {
  const ended = allDownloads(downloads).filter(isWaitingForRoom);
  const download = ended.toSorted((a, b) => b.sinceSeq - a.sinceSeq)[0];
  if (!download) return undefined;
  const { doneBytes, totalBytes = sizeOf(download) } = progressOf(download);
  return {
    download,
    ...(totalBytes !== undefined && { missingBytes: Math.max(0, totalBytes - doneBytes - freeBytes) }),
  };
}

export const isWaitingForRoom = ({ situation }: Download): boolean =>
  situation.kind === "failed" &&
  (situation.failure.kind === "disk-full" || situation.failure.kind === "no-room");

const sizeOf = ({ layers }: Download): number | undefined =>
  layers?.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
