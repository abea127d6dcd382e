import * as v from "valibot";
import { EVENTS, keyOf, isFact, type AppEvent, type Recorded } from "../app/events.ts";
import { factsSchema } from "../app/state.ts";
import type { RecordedHistory, Snapshot, StoredReading } from "../history/event-store.port.ts";
import type { ReportFlaw } from "./report-flaw.ts";
import { count, text, texts, type DataOf } from "../shared/described.ts";

/** Raised if an older Paddock could misread a report. */
export const REPORT_VERSION = 1;
export const REPORT_KIND = "paddock-report";
/** A report that Paddock makes is far smaller. */
const LARGEST_FILE = 8_000_000;
const MOST_EVENTS = 5_000;

/** What a report is made with: names and versions, as they are shown. */
export const versionsSchema = v.object({
  paddock: text,
  editor: text,
  machine: text,
  /** The kind of remote machine that the window works on; absent: the person's own machine. */
  remote: v.exactOptional(text),
  /** Of each host that has said one. */
  ollama: v.record(text, text),
});

/** The end of a log, or why there is none. */
const logSchema = v.object({ place: text, lines: texts, problem: v.exactOptional(text) });

const headSchema = v.object({
  kind: v.literal(REPORT_KIND),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

const recordedSchema = v.object({ seq: count, atMs: count, event: v.looseObject({ type: text }) });

const aboutSchema = v.object({
  ...headSchema.entries,
  madeAtMs: count,
  versions: versionsSchema,
  /** What is wrong, in the words of the doctor. */
  diagnosis: v.exactOptional(texts),
  log: v.exactOptional(logSchema),
});

/** A report, as it is written into a file. */
const reportSchema = v.object({
  ...aboutSchema.entries,
  /** The settings that are not as they are by themselves. */
  settings: v.record(text, v.unknown()),
  /** The state before the events. */
  before: v.object({ seq: count, facts: factsSchema }),
  events: v.pipe(v.array(recordedSchema), v.maxLength(MOST_EVENTS)),
  readings: v.pipe(v.array(recordedSchema), v.maxLength(MOST_EVENTS)),
});

export type Report = DataOf<typeof aboutSchema> & {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly before: Snapshot;
  /** In order. */
  readonly events: readonly Recorded[];
  readonly readings: readonly Recorded[];
};

export type ReportOrProblem =
  /** `unread` events are none that this version knows. */
  { readonly report: Report; readonly unread: number } | { readonly problem: ReportFlaw };

/** Parses a file that may come from anywhere. Never throws. */
export function parseReport(content: string): ReportOrProblem {
  if (content.length > LARGEST_FILE) return { problem: { kind: "too-large" } };
  const json = parseJson(content);
  const head = v.safeParse(headSchema, json);
  if (!head.success) return { problem: { kind: "not-a-report" } };
  if (head.output.version > REPORT_VERSION) return { problem: { kind: "newer" } };
  const parsed = v.safeParse(reportSchema, json);
  if (!parsed.success) return damaged(v.getDotPath(parsed.issues[0]) ?? "");
  const { before, events, readings, ...rest } = parsed.output;
  const known = events.flatMap(toRecorded).filter(({ event }) => isFact(event));
  const latest = readings.flatMap(toRecorded).filter(({ event }) => !isFact(event));
  if (!isInOrder(before.seq, known)) return damaged("events");
  const unread = events.length - known.length + readings.length - latest.length;
  return { report: { ...rest, before, events: known, readings: latest }, unread };
}

const damaged = (where: string): ReportOrProblem => ({ problem: { kind: "damaged", where } });

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

const SCHEMAS = new Map<string, v.GenericSchema<unknown, AppEvent>>(
  EVENTS.map(({ type, schema }) => [type, schema]),
);

function toRecorded({ seq, atMs, event }: v.InferOutput<typeof recordedSchema>): readonly Recorded[] {
  const schema = SCHEMAS.get(event.type);
  const parsed = schema && v.safeParse(schema, event);
  return parsed?.success ? [{ seq, atMs, event: parsed.output }] : [];
}

function isInOrder(after: number, recorded: readonly Recorded[]): boolean {
  return recorded.every(({ seq }, index) => seq > (recorded[index - 1]?.seq ?? after));
}

/** The events of a report as a history, which can be looked at as that of a window. */
export const historyOf = ({ before, events, readings }: Report): RecordedHistory => ({
  factsAfter: (seq: number, most: number): readonly Recorded[] =>
    events.filter((one) => one.seq > seq).slice(0, most),
  readings: (): readonly StoredReading[] =>
    readings.flatMap((recorded) =>
      isFact(recorded.event) ? [] : [{ key: keyOf(recorded.event), recorded }],
    ),
  snapshots: (): readonly Snapshot[] => [before],
});
