import type { Entry } from "./entry.ts";

/** How many events there were, in parts of equal length from the first to the last event. */
export type EventGraph = {
  readonly counts: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
};

export function eventGraph(entries: readonly Entry[], parts: number): EventGraph {
  const fromMs = entries[0]?.atMs ?? 0;
  const toMs = Math.max(fromMs, entries.at(-1)?.atMs ?? 0);
  const counts = Array.from({ length: parts }, () => 0);
  const length = (toMs - fromMs) / parts || 1;
  for (const { atMs } of entries) {
    // The clock of a machine may be set back.
    const part = Math.min(parts - 1, Math.max(0, Math.floor((atMs - fromMs) / length)));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return { counts, fromMs, toMs };
}
