import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { isFact, type Recorded } from "../app/events.ts";
import type { DownloadId } from "../downloads/download-id.ts";
import { allDownloads } from "../downloads/downloads.ts";
import type { ModelName } from "../models/model-name.ts";
import { ago, grouped, plural, remarks } from "./text/format.view.ts";
import { keyed, type Keyed } from "./keyed.ts";
import { describeStale } from "../service/service.view.ts";

/** A row in the state inspector's list of events. */
export type EventRow = {
  readonly key: number;
  readonly atMs: number;
  readonly type: string;
  /** The part of the type before the dot; the page filters by it. */
  readonly noun: string;
  readonly isFact: boolean;
  /** The download that it is about. */
  readonly download?: DownloadId;
  /** The model that it names. */
  readonly model?: ModelName;
  /** A short summary of its data. */
  readonly detail: string;
  /** All its data as JSON. */
  readonly json: string;
};

/** Everything the state inspector shows. */
export type InspectorView = {
  readonly words: InspectorWords;
  /** Which window is the leader, and since when. */
  readonly leader: string;
  readonly events: Keyed<EventRow>;
  /** The state that the events add up to, one text for each part. */
  readonly state: readonly {
    readonly key: string;
    readonly kind: "fact" | "reading";
    readonly json: string;
  }[];
};

/** The inspector's own texts: sent with the view, so that the page needs no translations. */
type InspectorWords = ReturnType<typeof inspectorWords>;

/** Longer lists are cut off. */
const MOST_ITEMS = 20;
const LONGEST_JSON = 20_000;
const LONGEST_TEXT = 1_000;
/** Larger numbers are points in time; they are omitted, because every row has its own. */
const MOMENT_MS = 1e12;

/** `rows` come from `eventRow`, oldest first. */
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
    events: keyed(namedRows(state, rows)),
    state: [...facts, ...readings],
  };
}

/** The row of an event; it never changes, so it can be cached. */
export function eventRow({ seq, atMs, event }: Recorded): EventRow {
  const { type, ...content } = event;
  const { host: _host, ...rest } = { host: undefined, ...content };
  const [noun = type] = type.split(".");
  const about = "id" in event ? { download: event.id } : {};
  const naming = "model" in event && event.model !== undefined ? { model: event.model } : {};
  const detail = detailOf(rest);
  return {
    key: seq,
    atMs,
    type,
    noun,
    isFact: isFact(event),
    ...about,
    ...naming,
    detail,
    json: pretty(event),
  };
}

/** Only the request of a download names its model; a search for the model should find its other events, too. */
function namedRows(state: AppState, rows: readonly EventRow[]): readonly EventRow[] {
  const models = new Map<DownloadId, ModelName>();
  for (const { downloads } of Object.values(state.facts.hosts))
    for (const { id, model } of allDownloads(downloads)) models.set(id, model);
  for (const { download, model } of rows) if (download && model) models.set(download, model);
  return rows.map((row) => {
    const model = row.download && !row.model && models.get(row.download);
    return model ? withModel(row, model) : row;
  });
}

const named = new WeakMap<EventRow, EventRow>();

/** Cached, so that a row that did not change stays the same object. */
function withModel(row: EventRow, model: ModelName): EventRow {
  const known = named.get(row) ?? { ...row, detail: remarks(model, row.detail) };
  named.set(row, known);
  return known;
}

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

/** The most telling keys of a nested object. */
const SUMMARY_KEYS = new Set(["kind", "step", "outcome", "model", "hostname", "signal"]);

/** Keys that mean nothing to a person. */
const OMITTED_KEYS = new Set(["id", "digest"]);

/** The first values, as a summary. */
function detailOf(fields: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(fields).filter(([key]) => !OMITTED_KEYS.has(key));
  return shown
    .flatMap(([, value]) => summaryOf(value))
    .slice(0, 3)
    .join(" · ");
}

function summaryOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value.length > 60 ? `${value.slice(0, 59)}…` : value];
  if (typeof value === "number") return value < MOMENT_MS ? [String(value)] : [];
  if (Array.isArray(value)) return [countItems(value.length)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" && SUMMARY_KEYS.has(key) ? [inner] : [],
  );
}

const countItems = (count: number): string =>
  plural(count, { one: l10n.t("{0} item", grouped(count)), other: l10n.t("{0} items", grouped(count)) });

const texts = new WeakMap<object, string>();

/** Cached by identity: a part of the state is the same object until something in it changes. */
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
