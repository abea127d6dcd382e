import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { allDownloads } from "../downloads/downloads.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { clockTime, remarks } from "../ui/text/format.view.ts";
import type { OpenInspector } from "./shown-inspector.view.ts";
import type { ChartState } from "./machine-news.ts";
import { stateAt, type MachinePath } from "./machine-paths.ts";
import { nameOfHost } from "./timeline.view.ts";

/** A state as a box, with the boxes inside of it. */
export type ChartBox = {
  readonly key: string;
  readonly name: string;
  /** Whether the machine is or was in it, what it means, and what leads out of it: a line for each. */
  readonly about: readonly string[];
  /** `now`: the machine is in it, or in one inside of it; `taken`: it has been there. */
  readonly mark: "now" | "taken" | "none";
  readonly isFinal: boolean;
  readonly boxes: readonly ChartBox[];
};

export type MachineView = {
  readonly key: string;
  readonly label: string;
  /** How it ended, and what the signs in the boxes mean. */
  readonly situation: string;
  readonly boxes: readonly ChartBox[];
  /** What leads out of the state that it is in, and of those around it: a line for each state to which it leads. */
  readonly next: readonly string[];
  /** The last ones, the newest first. */
  readonly moves: readonly {
    readonly key: string;
    readonly time: string;
    readonly text: string;
    readonly by: string;
  }[];
};

export type MachinesView = { readonly machines: readonly MachineView[]; readonly remark: string };

/** The machines of this window, as they are now or were at a time. */
export function machinesView(
  state: AppState,
  { machines, report }: OpenInspector,
  atMs?: number,
): MachinesView {
  return {
    machines: machines.map((machine) => machineView(state, machine, atMs)),
    remark: machines.length > 0 ? "" : noneRemark(state, report !== undefined),
  };
}

function noneRemark({ local }: AppState, isReport: boolean): string {
  if (isReport) return l10n.t("A report has no state machines: they only run in a window.");
  return local.isLeader
    ? l10n.t("No state machine runs now.")
    : l10n.t(
        "No state machine runs now. Those of services and downloads run in the window that manages Ollama, and this is another one.",
      );
}

function machineView(state: AppState, machine: MachinePath, atMs: number | undefined): MachineView {
  const at = atMs === undefined ? machine.state : stateAt(machine, atMs);
  const moves = machine.moves.filter((move) => atMs === undefined || move.atMs <= atMs);
  const visited = new Set(moves.flatMap(({ from, to }) => [...pathsIn(from), ...pathsIn(to)]));
  const isOver = atMs === undefined && machine.life !== "running";
  const marks = { now: new Set(isOver ? [] : pathsIn(at ?? "")), visited };
  return {
    key: machine.key,
    label: labelOf(state, machine),
    situation: situationOf(at, isOver),
    boxes: machine.chart.map((one) => boxOf(one, marks)),
    next: describeByTarget(nextMoves(machine.chart, marks.now)),
    moves: moves.toReversed().map(({ atMs: movedAtMs, from, to, event }, index) => ({
      key: String(moves.length - index),
      time: clockTime(movedAtMs),
      text: from === to ? l10n.t("stays in {0}", to) : l10n.t("{0} → {1}", from, to),
      by: eventName(event),
    })),
  };
}

type Move = ChartState["moves"][number];

const targetOf = ({ to }: Move): string => to.join(", ");

const nextMoves = (chart: readonly ChartState[], now: ReadonlySet<string>): readonly Move[] =>
  chart
    .filter(({ path }) => now.has(path))
    .flatMap(({ moves, states }) => [...nextMoves(states, now), ...moves.filter(({ to }) => to.length > 0)]);

function describeByTarget(moves: readonly Move[]): readonly string[] {
  return [...new Set(moves.map(targetOf))].map((target) => {
    const events = moves.filter((move) => targetOf(move) === target).map(({ event }) => eventName(event));
    return l10n.t("{0} → {1}", [...new Set(events)].join(", "), target);
  });
}

const describeMove = (move: Move): string =>
  move.to.length === 0 ? eventName(move.event) : l10n.t("{0} → {1}", eventName(move.event), targetOf(move));

/** XState names the end of what a state invokes, and the end of a delay, itself. */
function eventName(event: string): string {
  if (event === "") return l10n.t("while the inspector was hidden");
  if (event === "xstate.init") return l10n.t("started again");
  const [, what, name = ""] = /^xstate\.(done|error|after)\.(?:actor|state)?\.?(.*)$/.exec(event) ?? [];
  const isUnnamed = /^\d+\./.test(name);
  switch (what) {
    case "done":
      return isUnnamed ? l10n.t("its work is done") : l10n.t("{0} is done", name);
    case "error":
      return isUnnamed ? l10n.t("its work failed") : l10n.t("{0} failed", name);
    case "after":
      return l10n.t("after a delay");
    default:
      return event;
  }
}

function situationOf(at: string | undefined, isOver: boolean): string {
  if (at === undefined) return l10n.t("It was not observed then.");
  return remarks(
    isOver ? l10n.t("It has ended in: {0}", at) : `● ${visitOf("now")}`,
    `○ ${visitOf("taken")}`,
  );
}

function visitOf(mark: ChartBox["mark"]): string {
  switch (mark) {
    case "now":
      return l10n.t("It is here");
    case "taken":
      return l10n.t("It was here before");
    case "none":
      return "";
  }
}

function labelOf(state: AppState, { machine, host, id }: MachinePath): string {
  const { hosts, watched } = state.facts;
  const download = Object.values(hosts)
    .flatMap(({ downloads }) => allDownloads(downloads))
    .find((one) => one.id === id);
  const about = download ? shortModelName(download.model) : id;
  return remarks(machine, about, watched.length > 1 && host !== undefined && nameOfHost(state, host));
}

type Marks = { readonly now: ReadonlySet<string>; readonly visited: ReadonlySet<string> };

function boxOf({ name, path, description, isFinal, moves, states }: ChartState, marks: Marks): ChartBox {
  const mark = marks.now.has(path) ? "now" : marks.visited.has(path) ? "taken" : "none";
  return {
    key: path,
    name,
    about: [visitOf(mark), description, ...moves.map(describeMove)].filter((line) => line !== ""),
    mark,
    isFinal,
    boxes: states.map((one) => boxOf(one, marks)),
  };
}

/** The paths of a state and of those around it: of `a.b` both `a` and `a.b`; several states are separated by spaces. */
const pathsIn = (state: string): readonly string[] =>
  state.split(" ").flatMap((path) => {
    const names = path.split(".");
    return names.map((_, index) => names.slice(0, index + 1).join("."));
  });
