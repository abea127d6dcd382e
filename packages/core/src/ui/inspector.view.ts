import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { isFact, type Recorded } from "../app/events.ts";
import { ago, plural, remarks } from "./text/format.view.ts";
import { keyed, type Keyed } from "./keyed.ts";
import { describeStale } from "../service/service.view.ts";

/** One event, as the state inspector lists it. */
export type EventRow = {
  readonly key: number;
  readonly atMs: number;
  readonly type: string;
  /** What it is about; the page filters by it. */
  readonly noun: string;
  readonly isFact: boolean;
  /** A few words of what it carries. */
  readonly detail: string;
  /** All it carries, as text. */
  readonly json: string;
};

/** Everything the state inspector shows. */
export type InspectorView = {
  readonly words: InspectorWords;
  /** Which window runs Ollama for all, and since when. */
  readonly leader: string;
  readonly events: Keyed<EventRow>;
  /** What the events add up to, one text for each part. */
  readonly state: readonly {
    readonly key: string;
    readonly kind: "fact" | "reading";
    readonly json: string;
  }[];
};

/** What the inspector itself says, so that it needs no translations of its own. */
export type InspectorWords = ReturnType<typeof inspectorWords>;

/** A long list tells no more than its beginning. */
const MOST_ITEMS = 20;
const LONGEST_JSON = 20_000;
const LONGEST_TEXT = 1_000;
/** A number beyond this is a point in time, and every row has its own. */
const MOMENT_MS = 1e12;

/** What the inspector shows now; `rows` are those of `eventRow`, the oldest first. */
export function inspectorView(state: AppState, rows: readonly EventRow[], nowMs: number): InspectorView {
  const facts = Object.entries(state.facts).map(([key, value]) => ({
    key,
    kind: "fact" as const,
    json: prettyPart(value),
  }));
  const readings = Object.entries(state.readings).map(([key, value]) => ({
    key,
    kind: "reading" as const,
    json: prettyPart(value),
  }));
  return {
    words: inspectorWords(),
    leader: describeLeader(state, nowMs),
    events: keyed(rows),
    state: [...facts, ...readings],
  };
}

/** An event as a row; it never changes, so its row can be kept. */
export function eventRow({ seq, atMs, event }: Recorded): EventRow {
  const { type, ...content } = event;
  const { host: _host, ...rest } = { host: undefined, ...content };
  const [noun = type] = type.split(".");
  return { key: seq, atMs, type, noun, isFact: isFact(event), detail: detailOf(rest), json: pretty(event) };
}

/** The window whose sources and machines are at work; the others show what it records. */
function describeLeader({ facts: { leader }, local }: AppState, nowMs: number): string {
  if (!leader) return l10n.t("No window manages Ollama yet.");
  const since = ago(leader.sinceMs, nowMs);
  if (local.isLeader) return l10n.t("This window manages Ollama for all windows. It took over {0}.", since);
  return remarks(l10n.t("Another window manages Ollama. It took over {0}.", since), describeStale(local));
}

const inspectorWords = () => ({
  title: l10n.t("State Inspector"),
  search: l10n.t("Search events"),
  events: l10n.t("Events"),
  state: l10n.t("State"),
  facts: l10n.t("Facts"),
  readings: l10n.t("Readings"),
  event: l10n.t("Event"),
  none: l10n.t("No event matches."),
  choose: l10n.t("Select an event to see its data."),
  outdated: l10n.t("Paddock was updated. Close this panel and open it again."),
});

/** What says most of an inner object. */
const GLANCED_AT = new Set(["kind", "step", "outcome", "model", "hostname", "signal"]);

/** Names that only machines read. */
const NAMELESS = new Set(["id", "digest"]);

/** The first values worth a glance. */
function detailOf(fields: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(fields).filter(([key]) => !NAMELESS.has(key));
  return told
    .flatMap(([, value]) => glance(value))
    .slice(0, 3)
    .join(" · ");
}

function glance(value: unknown): readonly string[] {
  if (typeof value === "string") return [value.length > 60 ? `${value.slice(0, 59)}…` : value];
  if (typeof value === "number") return value < MOMENT_MS ? [String(value)] : [];
  if (Array.isArray(value)) return [countItems(value.length)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" && GLANCED_AT.has(key) ? [inner] : [],
  );
}

const countItems = (count: number): string =>
  plural(count, { one: l10n.t("{0} item", count), other: l10n.t("{0} items", count) });

const texts = new WeakMap<object, string>();

/** A part of the state is the same object until something in it changes: most are put into words once. */
function prettyPart(value: unknown): string {
  if (typeof value !== "object" || value === null) return pretty(value);
  const text = texts.get(value) ?? pretty(value);
  texts.set(value, text);
  return text;
}

function pretty(value: unknown): string {
  const text = JSON.stringify(value, shortened, 2) ?? "";
  return text.length > LONGEST_JSON ? `${text.slice(0, LONGEST_JSON)}…` : text;
}

function shortened(_key: string, value: unknown): unknown {
  if (typeof value === "string")
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length <= MOST_ITEMS) return value;
  const more = l10n.t("… and {0} more", entries.length - MOST_ITEMS);
  const shown = entries.slice(0, MOST_ITEMS);
  return Array.isArray(value)
    ? [...shown.map(([, item]) => item as unknown), more]
    : Object.fromEntries([...shown, ["…", more]]);
}
