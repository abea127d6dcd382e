import { DEFAULT_ENDPOINT, endpointSchema } from "../../hosts/endpoint.ts";
import { hostIdOf, misconfiguredHostId, parseHostId, type HostId } from "../../hosts/host.ts";
import * as v from "valibot";

/** A stored event before it is parsed. */
export type StoredJson = Readonly<Record<string, unknown>>;

/** Information from earlier events that older versions did not repeat: they knew one host at a time. */
export type Context = {
  /** The host that was watched. */
  watched: HostId;
  /** The hosts of downloads, by download id. */
  readonly downloads: Map<unknown, HostId>;
};

type Upcast = (event: StoredJson, context: Context) => StoredJson;

/** The first versions knew only one host. */
const withOrigin: Upcast = (event) => ({ ...event, origin: hostIdOf(DEFAULT_ENDPOINT) });

/** A host's id used to be called `origin`. */
const originToHost: Upcast = ({ origin, ...event }) => ({ ...event, host: origin });

/** An event without a host was about the watched host. */
const withWatched: Upcast = (event, { watched }) => ({ ...event, host: watched });

/** Details used to be stored by digest alone. */
const digestToKey: Upcast = ({ digest, ...event }) => ({ ...event, key: digest });

/** Who runs a service used to be told by a control and the identity of a process of ours. */
function controlToOwner({ control, process, ...rest }: StoredJson): StoredJson {
  if (control === "remote") return { ...rest, owner: { kind: "elsewhere" } };
  if (control === "not-ours") return { ...rest, owner: { kind: "another-program" } };
  return { ...rest, owner: { kind: "paddock", ...(process !== undefined && { process }) } };
}

const isJson = (value: unknown): value is StoredJson => typeof value === "object" && value !== null;

const withOwner: Upcast = (event) => controlToOwner(event);

const withRememberedOwner: Upcast = ({ remembered, ...event }) => ({
  ...event,
  ...(isJson(remembered) && { remembered: controlToOwner(remembered) }),
});

const withTarget: Upcast = (event, context) => ({ ...event, host: targetOf(event) ?? context.watched });

const withDownloadHost: Upcast = (event, { watched, downloads }) => ({
  ...event,
  host: downloads.get(event["id"]) ?? watched,
});

/** For each type, the functions that convert an event to the next version; the first one converts version 1. */
const UPCASTS: Readonly<Record<string, readonly Upcast[]>> = {
  ...forAll(["service.misconfigured"], [withTarget]),
  ...forAll(["service.pointed"], [withTarget, withRememberedOwner]),
  ...forAll(
    ["service.starting", "service.running", "service.not-answering", "service.refused"],
    [withWatched, withOwner],
  ),
  ...forAll(
    [
      "service.start-requested",
      "service.stop-requested",
      "service.restart-requested",
      "service.spawned",
      "service.stopped",
      "service.died",
      "service.not-installed",
      "service.failed",
      "service.port-taken",
      "service.unreachable",
      "models.refresh-requested",
      "models.loaded",
      "models.unread",
      "operation.completed",
      "operation.failed",
      "test.stepped",
      "test.completed",
    ],
    [withWatched],
  ),
  ...forAll(
    ["models.describe-requested", "models.described", "models.undescribed"],
    [withWatched, digestToKey],
  ),
  ...forAll(
    ["models.listed", "models.confirmed", "updates.check-requested", "updates.found", "updates.completed"],
    [originToHost],
  ),
  ...forAll(["operation.requested", "test.requested", "download.requested"], [withOrigin, originToHost]),
  ...forAll(
    [
      "download.sized",
      "download.started",
      "download.progressed",
      "download.queued",
      "download.retry-scheduled",
      "download.pause-requested",
      "download.paused",
      "download.resume-requested",
      "download.retry-requested",
      "download.cancel-requested",
      "download.cancelled",
      "download.completed",
      "download.failed",
      "download.cleared",
    ],
    [withDownloadHost],
  ),
};

/** The current names of renamed types; events with an old name have version 1. */
const RENAMED: Readonly<Record<string, string>> = {
  "engine.started": "leader.elected",
  "engine.beat": "leader.beat",
};

function forAll(types: readonly string[], upcasts: readonly Upcast[]): Record<string, readonly Upcast[]> {
  return Object.fromEntries(types.map((type) => [type, upcasts]));
}

/** The current name of a type. */
export const currentType = (type: string): string => RENAMED[type] ?? type;

/** The version in which events of a type are written. */
export const versionOf = (type: string): number => (UPCASTS[type]?.length ?? 0) + 1;

/** The context before the first event. */
export const emptyContext = (): Context => ({ watched: hostIdOf(DEFAULT_ENDPOINT), downloads: new Map() });

/** Converts an event of an older version to the current one, and updates `context` for later events. */
export function upcast(type: string, version: number, event: StoredJson, context: Context): StoredJson {
  const current = (UPCASTS[type] ?? [])
    .slice(version - 1)
    .reduce<StoredJson>((older, next) => next(older, context), { ...event, type: currentType(type) });
  updateContext(type, current, context);
  return current;
}

/** The snapshots that can still be read, and how each version of the state becomes the next one. */
const SNAPSHOT_UPCASTS: Readonly<Record<number, (facts: StoredJson) => StoredJson>> = {
  5: ({ hosts, ...facts }) => ({
    ...facts,
    hosts: mapValues(hosts, (host) => ({ ...host, service: mapJson(host["service"], controlToOwner) })),
  }),
  6: ({ watched, ...facts }) => ({
    ...facts,
    watched: watched === undefined ? [] : [{ host: watched }],
    watchedSeq: 0, // the events that might be forgotten by it stay a little longer
  }),
  7: (facts) => facts, // it had no load settings, runs, set memory or imports
};

/** The version in which the state is written. */
export const FACTS_VERSION = 8;

/** The versions of the state that can be read. */
export const READABLE_FACTS: readonly number[] = [
  ...Object.keys(SNAPSHOT_UPCASTS).map(Number),
  FACTS_VERSION,
];

/** Converts the state of an older version to the current one. */
export function upcastFacts(version: number, facts: unknown): unknown {
  if (!isJson(facts) || version >= FACTS_VERSION) return facts;
  return upcastFacts(version + 1, SNAPSHOT_UPCASTS[version]?.(facts));
}

const mapJson = (value: unknown, change: (json: StoredJson) => StoredJson): unknown =>
  isJson(value) ? change(value) : value;

const mapValues = (record: unknown, change: (json: StoredJson) => StoredJson): unknown =>
  isJson(record)
    ? Object.fromEntries(Object.entries(record).map(([key, value]) => [key, mapJson(value, change)]))
    : record;

function updateContext(type: string, { host, id }: StoredJson, context: Context): void {
  const known = typeof host === "string" ? parseHostId(host) : undefined;
  if (known === undefined) return;
  if (type === "service.pointed" || type === "service.misconfigured") context.watched = known;
  if (type === "download.requested") context.downloads.set(id, known);
}

function targetOf({ endpoint, setting }: StoredJson): HostId | undefined {
  const parsed = v.safeParse(endpointSchema, endpoint);
  if (parsed.success) return hostIdOf(parsed.output);
  return typeof setting === "string" ? misconfiguredHostId(setting) : undefined;
}
