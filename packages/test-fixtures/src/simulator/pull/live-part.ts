import type { PartRecord } from "../blobs/parts.ts";

/** A part of a layer while it is fetched. */
export type LivePart = {
  readonly n: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** What its file on the disk says, or is about to say. */
  doneBytes: number;
  /** What has come since then: lost, if the process dies now. */
  arrivedBytes: number;
  lastByteAtMs: number | undefined;
};

/** Takes up a part where its file says it is. */
export function toLivePart(record: PartRecord): LivePart {
  return { ...record, arrivedBytes: 0, lastByteAtMs: undefined };
}
