import * as v from "valibot";
import { downloadIdSchema, type DownloadId } from "./download-id.ts";

/** Where a download goes in the queue. */
export const queueMoveSchema = v.variant("kind", [
  v.object({ kind: v.literal("up") }),
  v.object({ kind: v.literal("down") }),
  v.object({ kind: v.literal("before"), id: downloadIdSchema }),
  v.object({ kind: v.literal("last") }),
]);
export type QueueMove = v.InferOutput<typeof queueMoveSchema>;

/** Which download comes after one that has moved in a line; `"none"`: it is the last, `undefined`: it does not move. */
export function nextAfter(
  line: readonly DownloadId[],
  id: DownloadId,
  to: QueueMove,
): DownloadId | "none" | undefined {
  const from = line.indexOf(id);
  if (from < 0) return undefined;
  const others = line.filter((other) => other !== id);
  const index = indexIn(others, from, to);
  return index < 0 || index === from ? undefined : (others[index] ?? "none");
}

/** The queue after a download has moved before `next`. */
export function placesIn(
  queue: readonly DownloadId[],
  id: DownloadId,
  next: ReturnType<typeof nextAfter>,
): readonly DownloadId[] {
  if (next === undefined) return queue;
  const others = queue.filter((other) => other !== id);
  return others.toSpliced(next === "none" ? others.length : others.indexOf(next), 0, id);
}

/** -1: nowhere. */
function indexIn(others: readonly DownloadId[], from: number, to: QueueMove): number {
  switch (to.kind) {
    case "up":
      return from - 1;
    case "down":
      return Math.min(from + 1, others.length);
    case "before":
      return others.indexOf(to.id);
    case "last":
      return others.length;
  }
}
