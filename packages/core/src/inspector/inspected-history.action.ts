import { isFact, type Recorded } from "../app/events.ts";
import type { Facts } from "../app/state.ts";
import type { RecordedHistory } from "../history/event-store.port.ts";
import { createMatches, type Entry, type TimelineFilter } from "./entry.ts";
import type { Destination } from "./inspector.port.ts";
import type { ChosenEvent } from "./shown-inspector.view.ts";
import { createPast } from "./past.source.ts";
import { createTimeline } from "./timeline.ts";
import { toEntry } from "./to-entry.view.ts";

/** Readings come often, and only the last one of each key is stored. */
const MOST_READINGS = 1_000;
/** The list is built anew when readings are forgotten, so that is not done for each of them. */
const FORGOTTEN_AT_ONCE = 200;

/** The events of a history as a list that is filtered and walked through; it may grow. */
export function createInspectedHistory(history: RecordedHistory, first: TimelineFilter) {
  const past = createPast(history, toEntry);
  let readings: readonly Recorded[] = history.readings().map(({ recorded }) => recorded);
  let filter = first;
  let timeline = createTimeline(filter, []);
  let isWhole = false;
  /** A fact and its states never change: what is computed of them is computed once. */
  let known: ChosenEvent | undefined;

  const entryOf = (reading: Recorded): Entry => toEntry(reading, past.facts());

  function all(): readonly Entry[] {
    const also = filter.withReadings && isWhole ? readings.map(entryOf) : [];
    return also.length === 0 ? past.entries : [...past.entries, ...also].toSorted((a, b) => a.seq - b.seq);
  }

  /** The facts after the last fact until then. */
  function factsAt(seq: number): Facts {
    const last = past.entries.findLast((entry) => entry.seq <= seq);
    return (last && past.stepAt(last.seq)?.after) ?? past.facts();
  }

  function build(): void {
    timeline = createTimeline(filter, all());
  }

  function addReading(recorded: Recorded): void {
    readings = [...readings, recorded];
    const isTooLong = readings.length >= MOST_READINGS + FORGOTTEN_AT_ONCE;
    if (isTooLong) readings = readings.slice(-MOST_READINGS);
    if (!isWhole) return;
    if (isTooLong && filter.withReadings) build();
    else timeline.add(entryOf(recorded));
  }

  return {
    timeline: () => timeline,
    facts: () => past.entries,
    last: () => past.facts(),
    /** Those that are stored, and those that came since. */
    readings: () => readings,
    isWhole: () => isWhole,
    /** Reads on. May throw `PortError` of a `StoreFailure`. */
    read(): void {
      const added = past.read();
      for (const entry of added) timeline.add(entry);
      if (added.length > 0) return;
      isWhole = true;
      if (filter.withReadings) build();
    },
    /** Facts that are recorded before all was read are read from the store. */
    add(recorded: Recorded): void {
      if (!isFact(recorded.event)) addReading(recorded);
      else if (isWhole && recorded.seq > (past.entries.at(-1)?.seq ?? 0)) timeline.add(past.add(recorded));
    },
    filter(next: TimelineFilter): void {
      filter = next;
      build();
    },
    /** The events that the filter leaves. */
    shownSeqs: (): ReadonlySet<number> =>
      new Set(
        all()
          .filter(createMatches(filter))
          .map(({ seq }) => seq),
      ),
    chosen(seq: number): ChosenEvent {
      if (known?.kind === "fact" && known.entry.seq === seq) return known;
      const reading = readings.find((one) => one.seq === seq);
      if (reading)
        return { kind: "reading", recorded: reading, entry: entryOf(reading), after: factsAt(seq) };
      const step = past.stepAt(seq);
      const entry = past.entries.find((one) => one.seq === seq);
      return (known = step && entry ? { kind: "fact", step, entry } : { kind: "absent", seq });
    },
    /** The event to which one leads from another; `undefined`: to now. */
    goTo: (destination: Destination, from: number | undefined): number | undefined =>
      seqAt(destination, from, { entries: past.entries, timeline }),
  };
}

type Listed = {
  readonly entries: readonly Entry[];
  readonly timeline: ReturnType<typeof createTimeline>;
};

function seqAt(
  destination: Destination,
  from: number | undefined,
  { entries, timeline }: Listed,
): number | undefined {
  switch (destination.kind) {
    case "event":
      return destination.seq;
    case "time":
      return (entries.findLast(({ atMs }) => atMs <= destination.atMs) ?? entries[0])?.seq;
    case "now":
      return undefined;
    case "first":
      return timeline.neighbour(-1, "after");
    case "last":
      return timeline.neighbour(Number.POSITIVE_INFINITY, "before");
    case "before":
      return timeline.neighbour(from ?? Number.POSITIVE_INFINITY, "before") ?? from;
    case "after":
      return from === undefined ? undefined : (timeline.neighbour(from, "after") ?? from);
  }
}

export type InspectedHistory = ReturnType<typeof createInspectedHistory>;
