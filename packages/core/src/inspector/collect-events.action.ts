import type { Recorded } from "../app/events.ts";
import type { RecordedHistory } from "../history/event-store.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { InspectedHistory } from "./inspected-history.action.ts";
import type { ExportedEvents } from "./inspector.port.ts";

type CollectOptions = {
  readonly which: ExportedEvents;
  readonly clock: Clock;
  /** The list that is shown, and the event that is chosen in it. */
  readonly open: InspectedHistory | undefined;
  readonly chosen: number | undefined;
};

const BATCH = 1_000;

/** The facts and readings that are stored or shown, in order; with a pause after each thousand. */
export async function collectEvents(
  history: RecordedHistory,
  { which, clock, open, chosen }: CollectOptions,
): Promise<readonly Recorded[]> {
  if (which === "selected") {
    const event = chosen === undefined ? undefined : open?.chosen(chosen);
    return event === undefined || event.kind === "absent"
      ? []
      : [event.kind === "fact" ? event.step.recorded : event.recorded];
  }
  const readings = which === "all" ? history.readings().map(({ recorded }) => recorded) : open?.readings();
  const events: Recorded[] = [...(readings ?? [])];
  for (let seq = 0; ;) {
    const facts = history.factsAfter(seq, BATCH);
    events.push(...facts);
    seq = facts.at(-1)?.seq ?? seq;
    if (facts.length < BATCH) break;
    await new Promise<void>((resolve) => void clock.setTimeout(resolve, 1));
  }
  const wanted = which === "all" ? undefined : (open?.shownSeqs() ?? new Set());
  return events.filter(({ seq }) => wanted?.has(seq) ?? true).toSorted((a, b) => a.seq - b.seq);
}
