import type { AppEvent, Recorded } from "../app/events.ts";
import type { Facts } from "../app/state.ts";
import { allDownloads } from "../downloads/downloads.ts";
import { parseEndpoint } from "../hosts/endpoint.ts";
import type { WatchedHosts } from "../hosts/watched-hosts.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Operation } from "../models/operations.ts";
import { givesLocalName, isFromFile, type Origin } from "../sending/origin.ts";
import { hostnameIn } from "./words-in-settings.ts";

/** What goes out: it may name hosts and models that are no longer there. */
export type Told = { readonly facts: readonly Facts[]; readonly events: readonly Recorded[] };

/** A name of a host, as its address has it or as the person calls it; a file; a model, which may have its name from the person. */
type Word =
  | { readonly host: string }
  | { readonly name: string }
  | { readonly model: ModelName; readonly isLocalName: boolean };

export const toldWords = ({ facts, events }: Told): readonly Word[] => [
  ...facts.flatMap(wordsInFacts),
  ...events.flatMap(({ event }) => wordsInEvent(event)),
];

const wordsInFacts = ({ hosts, watched, notices }: Facts): readonly Word[] => [
  ...ofWatched(watched),
  ...notices.flatMap(({ about }) => ("operation" in about ? ofOperation(about.operation) : [])),
  ...Object.entries(hosts).flatMap(([host, { service, downloads, operations, localNames = [] }]) => [
    ...ofHost(host),
    ...(service.endpoint ? [{ host: service.endpoint.hostname }] : []),
    ...localNames.map((model) => ({ model, isLocalName: true })),
    ...operations.flatMap(ofOperation),
    ...allDownloads(downloads).flatMap(ofDownload),
  ]),
];

const wordsInEvent = (event: AppEvent): readonly Word[] => [
  ...("host" in event ? ofHost(event.host) : []),
  ...("operation" in event ? ofOperation(event.operation) : []),
  ...ofKind(event),
];

function ofKind(event: AppEvent): readonly Word[] {
  if (event.type === "hosts.watched") return ofWatched(event.hosts);
  if (event.type === "service.pointed") return [{ host: event.endpoint.hostname }];
  if (event.type === "service.misconfigured") return [{ host: hostnameIn(event.text) }];
  if (event.type === "download.requested") return ofDownload(event);
  if (event.type === "models.name-freed") return [{ model: event.model, isLocalName: true }];
  return [];
}

const ofWatched = (watched: WatchedHosts): readonly Word[] =>
  watched.flatMap(({ host, name }) => [...ofHost(host), ...(name === undefined ? [] : [{ name }])]);

/** The id of a host is its address, unless its setting has none. */
function ofHost(id: string): readonly Word[] {
  if (!/^https?:\/\//.test(id)) return [];
  const parsed = parseEndpoint(id);
  return "endpoint" in parsed ? [{ host: parsed.endpoint.hostname }] : [];
}

const ofOperation = (operation: Operation): readonly Word[] => [
  { model: operation.model, isLocalName: false },
  ...("destination" in operation ? [{ model: operation.destination, isLocalName: true }] : []),
];

type OfDownload = { readonly model: ModelName; readonly from?: Origin };

const ofDownload = ({ model, from }: OfDownload): readonly Word[] => [
  { model, isLocalName: givesLocalName(from) },
  ...(isFromFile(from) ? [{ name: from.label }] : []),
];
