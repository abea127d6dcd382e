import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { allDownloads } from "../downloads/downloads.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { lastResults } from "../shared/last-result.ts";
import { grouped, list, remarks } from "../ui/text/format.view.ts";
import { momentText } from "./precise-time.view.ts";
import type { Step } from "./shown-inspector.view.ts";
import { changesBetween, type Change, type Value } from "./state-change.ts";
import { nameOfHost } from "./timeline.view.ts";

/** One line of what an event changed: a path and its values; absent: it was added or removed. */
export type ChangeRow = {
  readonly key: string;
  /** The part of the state that it is in; empty if that is the only one that was changed. */
  readonly part: string;
  readonly before?: string;
  readonly after?: string;
};

export type ChangesView = {
  /** The parts that it changed. */
  readonly note: string;
  readonly rows: readonly ChangeRow[];
  /** Said if there are no rows, or more than are shown. */
  readonly remark: string;
  /** The paths, for the tree of the state. */
  readonly paths: readonly string[];
};

const MOST_ROWS = 40;

const lastView = lastResults<ChangesView>();

/** What a fact changed. Computed once for each step. */
export const changesView = (state: AppState, step: Step): ChangesView =>
  lastView(step, [], () => viewOf(state, step));

function viewOf(state: AppState, step: Step): ChangesView {
  const changes = changesBetween(step.before, step.after);
  const placed = changes.map((change) => ({ change, part: partOf(state, step, change.path) }));
  const parts = [...new Set(placed.map(({ part }) => part))];
  const rows = placed
    .flatMap(({ change, part }) => rowsOf(change, parts.length === 1 ? "" : part))
    .toSorted(
      (a, b) =>
        parts.indexOf(a.part) - parts.indexOf(b.part) || Number(isCounter(a.key)) - Number(isCounter(b.key)),
    );
  return {
    note: list(parts),
    rows: rows.slice(0, MOST_ROWS),
    remark: remarkOn(rows.length),
    paths: changes.map(({ path }) => path.join("\n")),
  };
}

/** Times and numbers of events differ each time, and say little. */
const isCounter = (key: string): boolean => /(?:Ms|Seq)$/.test(key);

function remarkOn(count: number): string {
  if (count === 0) return l10n.t("It changed nothing in the state.");
  return count > MOST_ROWS ? l10n.t("{0} more values changed.", grouped(count - MOST_ROWS)) : "";
}

/** The part of the state at a path, with its host if it is of one, and its model if it is a download. */
function partOf(state: AppState, step: Step, [first = "", host, noun, id]: readonly string[]): string {
  if (first !== "hosts" || host === undefined) return first;
  if (noun === undefined) return nameOfHost(state, host);
  const part = noun === "downloads" && id !== undefined ? remarks(noun, modelOf(step, id)) : noun;
  return state.facts.watched.length > 1 ? l10n.t("{0} of {1}", part, nameOfHost(state, host)) : part;
}

/** The model of a download, which the event may have added or removed. */
function modelOf({ before, after }: Step, id: string): string {
  const downloads = [after, before]
    .flatMap(({ hosts }) => Object.values(hosts))
    .flatMap((facts) => allDownloads(facts.downloads));
  const found = downloads.find((download) => download.id === id);
  return found ? shortModelName(found.model) : id;
}

/** A value that came or went is told with all that is inside of it; the part that it is in is not repeated. */
function rowsOf({ path, before, after }: Change, part: string): readonly ChangeRow[] {
  const [first = "", ...rest] = path[0] === "hosts" && path.length > 2 ? path.slice(2) : path;
  const inPart = first === "downloads" ? rest.slice(1) : rest;
  const shown = rest.length > 0 ? inPart : [first];
  const keyOf = (inside: readonly string[]): string => [...path, ...inside].join(".");
  if (before !== undefined && after !== undefined)
    return [{ key: keyOf([]), part, before: line(shown, before), after: line(shown, after) }];
  return leavesOf(before ?? after ?? null).map(({ inside, value }) => {
    const text = line([...shown, ...inside], value);
    return { key: keyOf(inside), part, ...(before === undefined ? { after: text } : { before: text }) };
  });
}

type Leaf = { readonly inside: readonly string[]; readonly value: Value };

function leavesOf(value: Value, inside: readonly string[] = []): readonly Leaf[] {
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (fields.length === 0) return [{ inside, value }];
  return fields.flatMap(([key, one]: [string, Value]) => leavesOf(one, [...inside, key]));
}

function line(path: readonly string[], value: Value): string {
  const key = path.join(".");
  return `${key}: ${momentText(key, value) ?? JSON.stringify(value)}`;
}
