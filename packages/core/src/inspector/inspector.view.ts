import * as l10n from "@vscode/l10n";
import { initialState, type AppState, type Facts } from "../app/state.ts";
import { describeStale } from "../service/service.view.ts";
import { lastResults } from "../shared/last-result.ts";
import { describeStoreFailure } from "../ui/text/store-failure.view.ts";
import { bytes, clockTime, grouped, moment, plural, remarks } from "../ui/text/format.view.ts";
import { knownWindows } from "../windows/windows.ts";
import { changesView, type ChangesView } from "./changes.view.ts";
import { eventView, type EventView } from "./event.view.ts";
import { eventGraph, type EventGraph } from "./event-graph.ts";
import { inspectorWords } from "./inspector-words.view.ts";
import type { OpenInspector, ShownInspector } from "./shown-inspector.view.ts";
import { machinesView, type MachinesView } from "./machines.view.ts";
import { inLastMinute, madeRequestsView, perMinute, type MadeRequestsView } from "./made-requests.view.ts";
import { shownValue } from "./shown-value.view.ts";
import type { Value } from "./state-change.ts";
import { stateNotes, type StateNotes } from "./state-notes.view.ts";
import { timelineView, type TimelineView } from "./timeline.view.ts";

/** Everything the state inspector shows. */
export type InspectorView = {
  readonly words: ReturnType<typeof inspectorWords>;
  /** What the inspector shows, in one line. */
  readonly summary: string;
  /** Why nothing can be shown; empty if something is. */
  readonly failure: string;
  readonly open: OpenInspectorView | null;
};

type StatePart = {
  readonly kind: "fact" | "reading";
  readonly key: string;
  readonly note: string;
  readonly value: Value;
};

type OpenInspectorView = {
  /** Whose history it is, if it is not this window's own; else empty. */
  readonly report: string;
  /** Says that the past is shown; `null` if it is not. */
  readonly past: { readonly text: string; readonly remark: string } | null;
  readonly filter: {
    readonly text: string;
    readonly kind: string;
    readonly ofHost: string;
    readonly ofModel: string;
    readonly withReadings: boolean;
  };
  readonly timeline: TimelineView;
  /** The state that is shown while no event is chosen. */
  readonly latest: string;
  /** The chosen event, and what it changed; `null`: now. */
  readonly event: EventView | null;
  readonly changes: ChangesView | null;
  readonly state: readonly StatePart[];
  /** Notes beside some facts, in place of the number of what is in them. */
  readonly notes: StateNotes;
  readonly machines: MachinesView;
  readonly requests: MadeRequestsView;
  /** What is known of Paddock itself. */
  readonly paddock: readonly { readonly label: string; readonly value: string }[];
  readonly graph: {
    /** The share of the largest part, for each part. */
    readonly bars: readonly number[];
    readonly from: string;
    readonly to: string;
    readonly fromMs: number;
    readonly toMs: number;
    /** Where the chosen event is, from 0 to 1; `null`: now. */
    readonly at: number | null;
    readonly label: string;
  };
};

const GRAPH_PARTS = 120;

/** What the inspector shows now; only asked for while it is shown. */
export function inspectorView(state: AppState, shown: ShownInspector, nowMs: number): InspectorView {
  const open = shown.kind === "open" ? shown : undefined;
  return {
    words: inspectorWords(),
    summary: open ? summaryOf(state, open, nowMs) : "",
    failure: shown.kind === "failed" ? describeStoreFailure(shown.failure) : "",
    open: open ? openView(state, open, nowMs) : null,
  };
}

function openView(state: AppState, shown: OpenInspector, nowMs: number): OpenInspectorView {
  const { chosen, filter, report, requests } = shown;
  const atMs = chosen && chosen.kind !== "absent" ? chosen.entry.atMs : undefined;
  const then = factsThen(state, shown);
  return {
    report: report ? l10n.t("Report of {0}, {1}", moment(report.atMs, nowMs), report.name) : "",
    past: chosen ? pastOf(atMs, report !== undefined) : null,
    filter: {
      text: filter.text,
      kind: filter.kind ?? "all",
      ofHost: filter.host ?? "",
      ofModel: filter.model ?? "",
      withReadings: filter.withReadings,
    },
    timeline: timelineView(state, shown, nowMs),
    latest: report ? l10n.t("The end of the report") : l10n.t("Now"),
    event: chosen ? eventView(shown, chosen) : null,
    changes: chosen?.kind === "fact" ? changesView(state, chosen.step) : null,
    state: stateParts(state, then),
    notes: stateNotes(
      then ? { ...state, facts: then, readings: initialState.readings } : state,
      atMs ?? report?.atMs ?? nowMs,
    ),
    machines: machinesView(state, shown, atMs),
    requests: madeRequestsView(requests, nowMs, atMs),
    paddock: report ? [] : aboutPaddock(state, shown, nowMs),
    graph: graphView(shown, nowMs, atMs),
  };
}

const pastOf = (atMs: number | undefined, isReport: boolean): OpenInspectorView["past"] => ({
  text:
    atMs === undefined ? l10n.t("This is the past.") : l10n.t("This is the state at {0}.", clockTime(atMs)),
  remark: isReport ? "" : l10n.t("Paddock keeps running."),
});

function summaryOf(state: AppState, { facts, requests, report }: OpenInspector, nowMs: number): string {
  const events = plural(facts.length, {
    one: l10n.t("1 event"),
    other: l10n.t("{0} events", grouped(facts.length)),
  });
  return report ? events : remarks(events, windowsOf(state), perMinute(inLastMinute(requests, nowMs)));
}

function windowsOf({ readings, local }: AppState): string {
  const count = Math.max(1, knownWindows(readings.windows).length);
  if (count === 1) return local.isLeader ? l10n.t("1 window, this one") : l10n.t("1 window");
  return local.isLeader
    ? l10n.t("{0} windows, this one manages Ollama for all", grouped(count))
    : l10n.t("{0} windows, another one manages Ollama", grouped(count));
}

/** The facts of the past that is shown; `undefined` if the present is. */
function factsThen({ facts }: AppState, { chosen, report, last }: OpenInspector): Facts | undefined {
  if (chosen === undefined) return report && last;
  if (chosen.kind === "absent") return report ? last : facts;
  return chosen.kind === "fact" ? chosen.step.after : chosen.after;
}

/** The parts of the state then, or now with the last readings. */
const stateParts = ({ facts, readings }: AppState, then: Facts | undefined): readonly StatePart[] =>
  then
    ? partsOf(then, "fact", l10n.t("fact"))
    : [...partsOf(facts, "fact", l10n.t("fact")), ...partsOf(readings, "reading", l10n.t("reading"))];

const partsOf = (state: object, kind: StatePart["kind"], note: string): readonly StatePart[] =>
  Object.entries(state).map(([key, value]: [string, unknown]) => ({
    kind,
    key,
    note,
    value: shownValue(value),
  }));

function aboutPaddock(state: AppState, { facts, requests, bytes: size }: OpenInspector, nowMs: number) {
  const { leader, history } = state.facts;
  const [first] = facts;
  return [
    { label: l10n.t("Windows"), value: remarks(windowsOf(state), describeStale(state.local)) },
    {
      label: l10n.t("Managing window"),
      value: leader
        ? l10n.t("since {0}", moment(leader.sinceMs, nowMs))
        : l10n.t("No window manages Ollama yet."),
    },
    {
      label: l10n.t("History"),
      value: remarks(
        l10n.t("{0} events", grouped(facts.length)),
        size > 0 && bytes(size),
        first && l10n.t("since {0}", moment(first.atMs, nowMs)),
        history.kind === "unkept" && describeStoreFailure(history.failure),
      ),
    },
    { label: l10n.t("Requests"), value: perMinute(inLastMinute(requests, nowMs)) },
  ];
}

const lastGraph = lastResults<EventGraph>();

/** Drawn anew only if there are more events. */
const graphOf = (facts: OpenInspector["facts"]): EventGraph =>
  lastGraph(facts, [facts.length], () => eventGraph(facts, GRAPH_PARTS));

function graphView(
  { facts, report }: OpenInspector,
  nowMs: number,
  atMs: number | undefined,
): OpenInspectorView["graph"] {
  const { counts, fromMs, toMs } = graphOf(facts);
  const most = Math.max(1, ...counts);
  return {
    bars: counts.map((count) => count / most),
    from: facts.length > 0 ? moment(fromMs, nowMs) : "",
    to: report ? moment(toMs, nowMs) : l10n.t("now"),
    fromMs,
    toMs,
    at: atMs === undefined ? null : Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs || 1))),
    label: atMs === undefined ? l10n.t("The end") : moment(atMs, nowMs),
  };
}
