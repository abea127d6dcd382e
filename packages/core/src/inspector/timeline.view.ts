import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { parseHostId } from "../hosts/host.ts";
import { hostName } from "../hosts/host-name.view.ts";
import { parseModelName } from "../models/model-name.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { keyed, type Keyed } from "../ui/keyed.ts";
import { grouped, moment, remarks } from "../ui/text/format.view.ts";
import { KINDS, type Entry, type EventKind } from "./entry.ts";
import type { OpenInspector } from "./shown-inspector.view.ts";
import type { TimelineRow } from "./timeline.ts";

type Choice = { readonly key: string; readonly label: string };

/** A row of the list of events. */
export type TimelineRowView = {
  readonly key: string;
  /** A heading, or an event. */
  readonly kind: "minute" | "event";
  /** The event to go to; that after a heading. */
  readonly seq: number;
  /** The minute that it was in, as the heading says it. */
  readonly minute: string;
  /** Seconds, since the minute is in the heading. */
  readonly time: string;
  /** Empty in a heading. */
  readonly text: string;
  readonly note: string;
  readonly tone: "usual" | "wrong" | "reading";
  /** Whether it came after the event whose state is shown. */
  readonly isLater: boolean;
};

/** The list of events: as many rows as the page needs now, of all that there are. */
export type TimelineView = {
  readonly total: number;
  /** How many of the rows are events. */
  readonly steps: number;
  readonly from: number;
  readonly rows: Keyed<TimelineRowView>;
  /** The index of the chosen one; -1 if there is none. */
  readonly chosenRow: number;
  /** Its key, also while its row is not among those that are sent; empty if there is none. */
  readonly chosenKey: string;
  readonly chips: readonly Choice[];
  readonly hosts: readonly Choice[];
  readonly models: readonly Choice[];
  readonly readings: string;
  /** What to know of the list; usually empty. */
  readonly remark: string;
};

/** The page has so many rows, around those that are seen. */
const MOST_ROWS = 300;

export function timelineView(state: AppState, shown: OpenInspector, nowMs: number): TimelineView {
  const { timeline, facts, readingsCount } = shown;
  const { rows } = timeline;
  const seq = chosenSeq(shown);
  const chosenRow = seq === undefined ? -1 : timeline.indexOf(seq);
  const from = firstRowOf(shown, chosenRow);
  const { hosts, models } = subjectsOf(facts);
  return {
    total: rows.length,
    steps: timeline.steps(),
    from,
    rows: keyed(
      rows
        .slice(from, from + MOST_ROWS)
        .map((row, index) => rowView(row, { after: rows[from + index + 1], seq, nowMs })),
    ),
    chosenRow,
    chosenKey: keyOf(rows[chosenRow]),
    chips: [
      { key: "all", label: l10n.t("All {0}", grouped(timeline.count())) },
      ...KINDS.map((kind) => ({ key: kind, label: kindName(kind) })),
    ],
    hosts: hosts.map((key) => ({ key, label: nameOfHost(state, key) })),
    models: models.map((key) => ({ key, label: nameOfModel(key) })),
    readings: l10n.t("{0} more: progress, lists, attention", grouped(readingsCount)),
    remark: remarkOn(shown),
  };
}

const chosenSeq = ({ chosen }: Pick<OpenInspector, "chosen">): number | undefined =>
  chosen && (chosen.kind === "absent" ? chosen.seq : chosen.entry.seq);

function firstRowOf({ timeline: { rows }, firstRow }: OpenInspector, chosenRow: number): number {
  const last = Math.max(0, rows.length - MOST_ROWS);
  const middle = firstRow ?? (chosenRow < 0 ? rows.length : chosenRow);
  return Math.min(last, Math.max(0, middle - MOST_ROWS / 2));
}

const keyOf = (row: TimelineRow | undefined): string => (row?.kind === "event" ? String(row.firstSeq) : "");

type RowOptions = {
  readonly after: TimelineRow | undefined;
  readonly seq: number | undefined;
  readonly nowMs: number;
};

function rowView(row: TimelineRow, { after, seq, nowMs }: RowOptions): TimelineRowView {
  if (row.kind === "minute") {
    const first = after?.kind === "event" ? after.firstSeq : 0;
    return {
      key: `m${first}`,
      kind: "minute",
      seq: first,
      minute: moment(row.atMs, nowMs),
      time: "",
      text: "",
      note: "",
      tone: "usual",
      isLater: seq !== undefined && first > seq,
    };
  }
  const { entry, firstSeq, count } = row;
  return {
    key: keyOf(row),
    kind: "event",
    seq: entry.seq,
    minute: moment(entry.atMs, nowMs),
    time: seconds(entry.atMs),
    text: entry.text,
    note: remarks(entry.note, count > 1 && `× ${grouped(count)}`),
    tone: entry.isWrong ? "wrong" : entry.isFact ? "usual" : "reading",
    isLater: seq !== undefined && firstSeq > seq,
  };
}

/** "04.187". */
function seconds(atMs: number): string {
  const date = new Date(atMs);
  return `${String(date.getSeconds()).padStart(2, "0")}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

function remarkOn({ isReading, timeline, facts }: OpenInspector): string {
  if (isReading) return l10n.t("Reading the history: {0} events so far…", grouped(facts.length));
  return timeline.count() === 0 ? l10n.t("No event matches.") : "";
}

function kindName(kind: EventKind): string {
  switch (kind) {
    case "service":
      return l10n.t("Service");
    case "models":
      return l10n.t("Models");
    case "downloads":
      return l10n.t("Downloads");
    case "tests":
      return l10n.t("Tests");
    case "windows":
      return l10n.t("Windows");
    case "notices":
      return l10n.t("Notices");
  }
}

export function nameOfHost(state: AppState, id: string): string {
  const host = parseHostId(id);
  return host === undefined ? id : hostName(state, host);
}

function nameOfModel(text: string): string {
  const model = parseModelName(text);
  return model === undefined ? text : shortModelName(model);
}

type Subjects = { readonly hosts: readonly string[]; readonly models: readonly string[] };

const known = new WeakMap<readonly Entry[], { readonly count: number; readonly subjects: Subjects }>();

/** What the events are about. The list only grows, so it is only looked through again if it has. */
function subjectsOf(entries: readonly Entry[]): Subjects {
  const before = known.get(entries);
  if (before?.count === entries.length) return before.subjects;
  const [hosts, models] = [new Set(before?.subjects.hosts), new Set(before?.subjects.models)];
  for (const { host, model } of entries.slice(before?.count ?? 0)) {
    if (host !== undefined) hosts.add(host);
    if (model !== undefined) models.add(model);
  }
  const subjects = { hosts: [...hosts], models: [...models].toSorted() };
  known.set(entries, { count: entries.length, subjects });
  return subjects;
}
