import type { PartRecord } from "../blobs/parts.ts";

/** A part of a layer during its download. */
export type LivePart = {
  readonly n: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** As in its file on the disk. */
  doneBytes: number;
  /** Received since then. Lost if the process is killed now. */
  arrivedBytes: number;
  lastByteAtMs: number | undefined;
};

export function toLivePart(record: PartRecord): LivePart {
  return { ...record, arrivedBytes: 0, lastByteAtMs: undefined };
}
