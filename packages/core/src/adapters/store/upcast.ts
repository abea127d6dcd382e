import { DEFAULT_ENDPOINT, endpointSchema } from "../../hosts/endpoint.ts";
import { hostIdOf, misconfiguredHostId, parseHostId, type HostId } from "../../hosts/host.ts";
import * as v from "valibot";

/** What is known of a stored event before it is parsed: an object with a type. */
export type StoredJson = Readonly<Record<string, unknown>>;

/** What events before this one said, and this one does not repeat: an older version knew one host at a time. */
export type Context = {
  /** The host that was watched. */
  watched: HostId;
  /** The hosts of downloads, by their ids. */
  readonly downloads: Map<unknown, HostId>;
};

type Upcast = (event: StoredJson, context: Context) => StoredJson;

/** The first versions knew one host only. */
const withOrigin: Upcast = (event) => ({ ...event, origin: hostIdOf(DEFAULT_ENDPOINT) });

/** A host was known by its address alone. */
const originToHost: Upcast = ({ origin, ...event }) => ({ ...event, host: origin });

/** What had no address was about the host that was watched. */
const withWatched: Upcast = (event, { watched }) => ({ ...event, host: watched });

const withTarget: Upcast = (event, context) => ({ ...event, host: targetOf(event) ?? context.watched });

const withDownloadHost: Upcast = (event, { watched, downloads }) => ({
  ...event,
  host: downloads.get(event["id"]) ?? watched,
});

/** What makes an event of each older version one of the next: the first entry is for version 1. */
const UPCASTS: Readonly<Record<string, readonly Upcast[]>> = {
  ...forAll(["service.pointed", "service.misconfigured"], [withTarget]),
  ...forAll(
    [
      "service.start-requested",
      "service.stop-requested",
      "service.restart-requested",
      "service.starting",
      "service.spawned",
      "service.running",
      "service.not-answering",
      "service.stopped",
      "service.died",
      "service.not-installed",
      "service.failed",
      "service.port-taken",
      "service.refused",
      "service.unreachable",
      "models.refresh-requested",
      "models.loaded",
      "models.unread",
      "models.describe-requested",
      "models.described",
      "models.undescribed",
      "operation.completed",
      "operation.failed",
      "test.stepped",
      "test.completed",
    ],
    [withWatched],
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

/** What events were called before; those of the old name are of version 1. */
const RENAMED: Readonly<Record<string, string>> = {
  "engine.started": "leader.elected",
  "engine.beat": "leader.beat",
};

function forAll(types: readonly string[], upcasts: readonly Upcast[]): Record<string, readonly Upcast[]> {
  return Object.fromEntries(types.map((type) => [type, upcasts]));
}

/** The name that an event of a type has now. */
export const currentType = (type: string): string => RENAMED[type] ?? type;

/** The version in which events of a type are written now. */
export const versionOf = (type: string): number => (UPCASTS[type]?.length ?? 0) + 1;

/** Before anything was read. */
export const emptyContext = (): Context => ({ watched: hostIdOf(DEFAULT_ENDPOINT), downloads: new Map() });

/** Reads what an older version wrote as if it had been written today, and remembers what later events do not repeat. */
export function upcast(type: string, version: number, event: StoredJson, context: Context): StoredJson {
  const current = (UPCASTS[type] ?? [])
    .slice(version - 1)
    .reduce<StoredJson>((older, next) => next(older, context), { ...event, type: currentType(type) });
  remember(type, current, context);
  return current;
}

/** Remembers what later events of an older version do not repeat. */
function remember(type: string, { host, id }: StoredJson, context: Context): void {
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
