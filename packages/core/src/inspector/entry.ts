/** The kinds of events that a person can choose between. */
export const KINDS = ["service", "models", "downloads", "tests", "windows", "notices"] as const;
export type EventKind = (typeof KINDS)[number];

/** What the list of events needs to know of one: which it is, what it is about, and its words. */
export type Entry = {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  readonly kind: EventKind;
  /** A reading is not kept: only the last one of its key is. */
  readonly isFact: boolean;
  /** The host and the model that it is about. */
  readonly host?: string;
  readonly model?: string;
  readonly text: string;
  readonly note: string;
  readonly isWrong: boolean;
};

/** What a person wants to see; absent: all. */
export type TimelineFilter = {
  readonly text: string;
  readonly kind?: EventKind;
  readonly host?: string;
  readonly model?: string;
  readonly withReadings: boolean;
};

export const EVERYTHING: TimelineFilter = { text: "", withReadings: false };

/** Whether an entry passes a filter; each word of the text must be in it. */
export function createMatches({
  text,
  kind,
  host,
  model,
  withReadings,
}: TimelineFilter): (entry: Entry) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (entry) =>
    (entry.isFact || withReadings) &&
    (kind === undefined || entry.kind === kind) &&
    (host === undefined || entry.host === host) &&
    (model === undefined || entry.model === model) &&
    (words.length === 0 || hasAll(entry, words));
}

function hasAll({ seq, type, text, note, host, model }: Entry, words: readonly string[]): boolean {
  const said = `${seq} ${type} ${text} ${note} ${host ?? ""} ${model ?? ""}`.toLowerCase();
  return words.every((word) => said.includes(word));
}
