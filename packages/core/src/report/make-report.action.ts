import { evolve } from "../app/evolve.ts";
import { initialState, type AppState, type Facts } from "../app/state.ts";
import type { Recorded } from "../app/events.ts";
import type { RecordedHistory, Snapshot } from "../history/event-store.port.ts";
import type { DataOf } from "../shared/described.ts";
import type { Redactor } from "./redact.ts";
import { REPORT_KIND, REPORT_VERSION, type versionsSchema } from "./report-file.action.ts";
import { reportText } from "./report-text.ts";
import type { Told } from "./told-words.action.ts";

/** What a report is made of. */
export type ReportParts = {
  readonly state: AppState;
  readonly history: RecordedHistory;
  readonly nowMs: number;
  readonly versions: Omit<DataOf<typeof versionsSchema>, "ollama">;
  /** Those that are not as they are by themselves. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly redactorOf: (told: Told) => Redactor;
  readonly log?: LogTail;
  readonly diagnosis?: readonly string[];
};

/** The last lines of a log, or why there are none. */
export type LogTail = {
  readonly place: string;
  readonly lines: readonly string[];
  readonly problem?: string;
};

/** So many of each are told, if there are. */
const MOST_EVENTS = 500;
const MOST_READINGS = 500;
const MOST_LINES = 300;

/** The text of a report: JSON that a person can read and change, without what only they should see. */
export function makeReport(parts: ReportParts): string {
  const { state, history, nowMs, versions, settings, log, diagnosis } = parts;
  const { before, events } = lastEvents(history);
  const readings = history
    .readings()
    .slice(-MOST_READINGS)
    .map(({ recorded }) => recorded);
  const redactor = parts.redactorOf({ facts: [before.facts], events: [...events, ...readings] });
  const told = ({ seq, atMs, event }: Recorded) => ({ seq, atMs, event: redactor.json(event) });
  return reportText({
    kind: REPORT_KIND,
    version: REPORT_VERSION,
    madeAtMs: nowMs,
    versions: redactor.json({ ...versions, ollama: versionsOf(state.facts) }),
    settings: redactor.json(settings),
    ...(diagnosis && { diagnosis: redactor.lines(diagnosis) }),
    ...(log && { log: redactedLog(log, redactor) }),
    before: { seq: before.seq, facts: redactor.json(before.facts) },
    events: events.map(told),
    readings: readings.map(told),
  });
}

const redactedLog = ({ place, lines, problem }: LogTail, redactor: Redactor) => ({
  place: redactor.text(place),
  lines: redactor.lines(lines.slice(-MOST_LINES)),
  ...(problem !== undefined && { problem: redactor.text(problem) }),
});

const versionsOf = ({ hosts }: Facts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(hosts).flatMap(
      ([
        host,
        {
          service: { situation },
        },
      ]) => (situation.kind === "running" ? [[host, situation.version]] : []),
    ),
  );

/** The last facts, and the state before them. Few states are saved: the newest after which enough has happened. */
function lastEvents(history: RecordedHistory): {
  readonly before: Snapshot;
  readonly events: readonly Recorded[];
} {
  const saved = history.snapshots();
  const starts = (saved.length > 0 ? saved : [BEGINNING]).map((start) => ({
    start,
    facts: history.factsAfter(start.seq, MOST_STORED),
  }));
  const { start, facts } = starts.findLast((one) => one.facts.length >= MOST_EVENTS) ??
    starts[0] ?? { start: BEGINNING, facts: [] };
  const earlier = facts.slice(0, -MOST_EVENTS);
  const state = earlier.reduce(evolve, { ...initialState, facts: start.facts });
  return {
    before: { seq: earlier.at(-1)?.seq ?? start.seq, facts: state.facts },
    events: facts.slice(-MOST_EVENTS),
  };
}

const BEGINNING: Snapshot = { seq: 0, facts: initialState.facts };
const MOST_STORED = 1_000_000;
