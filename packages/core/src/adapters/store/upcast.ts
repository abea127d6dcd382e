import type { AppEvent } from "../../app/events.ts";
import { DEFAULT_ENDPOINT, originOf } from "../../hosts/endpoint.ts";

/** What is known of a stored event before it is parsed: an object with a type. */
export type StoredJson = Readonly<Record<string, unknown>>;

type Upcast = (event: StoredJson) => StoredJson;

/** The first versions knew one host only. */
const withOrigin: Upcast = (event) => ({ ...event, origin: originOf(DEFAULT_ENDPOINT) });

/** What makes an event of each older version one of the next: the first entry is for version 1. */
const UPCASTS: { readonly [Type in AppEvent["type"]]?: readonly Upcast[] } = {
  "download.requested": [withOrigin],
  "operation.requested": [withOrigin],
  "test.requested": [withOrigin],
};

const upcastsOf = (type: string): readonly Upcast[] =>
  Object.entries(UPCASTS).find(([known]) => known === type)?.[1] ?? [];

/** The version in which events of a type are written now. */
export const versionOf = (type: string): number => upcastsOf(type).length + 1;

/** Reads what an older version wrote as if it had been written today. */
export const upcast = (type: string, version: number, event: StoredJson): StoredJson =>
  upcastsOf(type)
    .slice(version - 1)
    .reduce((older, next) => next(older), event);
