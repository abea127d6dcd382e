import * as v from "valibot";
import { fact, text, type DataOf } from "../shared/described.ts";
import { hostIdSchema, type HostId } from "./host.ts";

/** A host that is watched, and the name that the person gave it; the first one has none. */
const watchedHostSchema = v.object({ host: hostIdSchema, name: v.exactOptional(text) });
export const watchedHostsSchema = v.array(watchedHostSchema);

/** The hosts that are watched, in the person's order; empty until the first leader knows them. */
export type WatchedHosts = DataOf<typeof watchedHostsSchema>;

export const HOSTS_EVENTS = [
  /** From now on, exactly these hosts are watched. */
  fact("hosts.watched", { hosts: watchedHostsSchema }),
] as const;

export const initialWatched: WatchedHosts = [];

export const isWatched = (watched: WatchedHosts, host: string): boolean =>
  watched.some((one) => one.host === host);

/** The host that a window has chosen, as long as it is watched; else the first one. */
export const chosenAmong = (watched: WatchedHosts, chosen: HostId | undefined): HostId | undefined =>
  chosen !== undefined && isWatched(watched, chosen) ? chosen : watched[0]?.host;

/** The hosts that a person has added, with their names; the first one is always there. */
export const removable = (watched: WatchedHosts): ReadonlyMap<HostId, string> =>
  new Map(watched.flatMap(({ host, name }) => (name === undefined ? [] : [[host, name] as const])));

export const isRemovable = (
  { facts: { watched } }: { readonly facts: { readonly watched: WatchedHosts } },
  host: HostId,
): boolean => removable(watched).has(host);
