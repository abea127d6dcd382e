import { createMatches, type Entry, type TimelineFilter } from "./entry.ts";

/** A row of the list: an event, or several like it in a row; or the minute in which the next ones were. */
export type TimelineRow =
  | { readonly kind: "minute"; readonly atMs: number }
  | {
      readonly kind: "event";
      /** The last one. */
      readonly entry: Entry;
      readonly firstSeq: number;
      readonly count: number;
    };

/** The events that a filter leaves, as rows, the oldest first. Grows at its end. */
export type Timeline = {
  readonly rows: readonly TimelineRow[];
  /** How many events it has. */
  readonly count: () => number;
  /** How many rows are events. */
  readonly steps: () => number;
  add(entry: Entry): void;
  /** The index of the row that has this event or is the last one before it; -1 if there is none. */
  indexOf(seq: number): number;
  /** The event of the row before or after an event; the first or the last one. */
  neighbour(of: number, to: "before" | "after"): number | undefined;
};

/** Events alike are a burst if each comes this soon after the one before it. */
const BURST_MS = 5_000;
const MINUTE_MS = 60_000;

export function createTimeline(filter: TimelineFilter, entries: readonly Entry[]): Timeline {
  const matches = createMatches(filter);
  const rows: TimelineRow[] = [];
  let [count, steps] = [0, 0];

  function add(entry: Entry): void {
    if (!matches(entry)) return;
    count += 1;
    const last = rows.at(-1);
    if (last?.kind === "event" && isBurst(last.entry, entry)) {
      rows[rows.length - 1] = { ...last, entry, count: last.count + 1 };
      return;
    }
    if (last?.kind !== "event" || minuteOf(last.entry.atMs) !== minuteOf(entry.atMs))
      rows.push({ kind: "minute", atMs: entry.atMs });
    rows.push({ kind: "event", entry, firstSeq: entry.seq, count: 1 });
    steps += 1;
  }

  /** The rows are in order, so that half of them is left out with each look. */
  function indexOf(seq: number): number {
    let [from, to] = [0, rows.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (firstSeqAt(rows, middle) <= seq) from = middle + 1;
      else to = middle;
    }
    return rows[from - 1]?.kind === "minute" ? from - 2 : from - 1;
  }

  function neighbour(of: number, to: "before" | "after"): number | undefined {
    const step = to === "after" ? 1 : -1;
    const index = indexOf(of);
    const row = rows[index];
    const isOn = row?.kind === "event" && of <= row.entry.seq;
    for (let next = to === "before" && !isOn ? index : index + step; rows[next]; next += step) {
      const found = rows[next];
      if (found?.kind === "event") return found.entry.seq;
    }
    return undefined;
  }

  for (const entry of entries) add(entry);
  return { rows, count: () => count, steps: () => steps, add, indexOf, neighbour };
}

/** The first event of a row; that of the row after it for a minute. */
function firstSeqAt(rows: readonly TimelineRow[], index: number): number {
  const row = rows[index];
  if (row === undefined) return Number.POSITIVE_INFINITY;
  return row.kind === "event" ? row.firstSeq : firstSeqAt(rows, index + 1);
}

const isBurst = (a: Entry, b: Entry): boolean =>
  a.type === b.type &&
  a.text === b.text &&
  a.host === b.host &&
  a.model === b.model &&
  a.isWrong === b.isWrong &&
  b.atMs - a.atMs < BURST_MS &&
  minuteOf(a.atMs) === minuteOf(b.atMs);

const minuteOf = (atMs: number): number => Math.floor(atMs / MINUTE_MS);
