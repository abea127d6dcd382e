import { isFact, keyOf, type Recorded } from "../app/events.ts";
import type { RecordedHistory } from "../history/event-store.port.ts";
import { EVERYTHING, type TimelineFilter } from "../inspector/entry.ts";
import { createInspectedHistory } from "../inspector/inspected-history.action.ts";
import type { Inspector } from "../inspector/inspector.port.ts";
import type { OpenInspector } from "../inspector/shown-inspector.view.ts";

/** These events as a history. */
export const historyOf = (recorded: readonly Recorded[]): RecordedHistory => ({
  factsAfter: (seq, most) => recorded.filter((one) => isFact(one.event) && one.seq > seq).slice(0, most),
  readings: () =>
    recorded.flatMap((one) => (isFact(one.event) ? [] : [{ key: keyOf(one.event), recorded: one }])),
  snapshots: () => [],
});

type Shown = Partial<Pick<OpenInspector, "machines" | "requests" | "report" | "firstRow">> & {
  readonly filter?: TimelineFilter;
  /** The chosen event. */
  readonly seq?: number;
};

/** What an inspector shows of a history that was read. */
export function inspectorOf(
  recorded: readonly Recorded[],
  { filter = EVERYTHING, seq, machines = [], requests = [], ...shown }: Shown = {},
): OpenInspector {
  const history = createInspectedHistory(historyOf(recorded), filter);
  while (!history.isWhole()) history.read();
  return {
    kind: "open",
    isReading: false,
    filter,
    timeline: history.timeline(),
    facts: history.facts(),
    last: history.last(),
    readingsCount: history.readings().length,
    bytes: 0,
    ...(seq !== undefined && { chosen: history.chosen(seq) }),
    machines,
    requests,
    ...shown,
  };
}

/** An inspector in which nothing is seen. */
export const stillInspector: Inspector = {
  filter() {},
  scroll() {},
  go() {},
  events: () => Promise.resolve([]),
  openReport() {},
  closeReport() {},
};

/** An input of each of its actions. */
export const INSPECTOR_INPUTS = {
  "inspector.filter": { text: "", withReadings: false },
  "inspector.scroll": { row: 1 },
  "inspector.go": { to: { kind: "now" } },
  "inspector.export": { which: "all" },
  "inspector.close-report": {},
} as const;
