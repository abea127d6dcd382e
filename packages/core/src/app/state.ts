import * as v from "valibot";
import { historySchema, initialHistory } from "../history/history.ts";
import type { HostId } from "../hosts/host.ts";
import { chosenAmong, initialWatched, watchedHostsSchema } from "../hosts/watched-hosts.ts";
import { presentModels, type Models } from "../models/models.ts";
import { initialNotices, isStillTrue, noticeSchema, type Notice } from "../notices/notices.ts";
import type { KnownRelease } from "../releases/release.ts";
import { count, text, type DataOf } from "../shared/described.ts";
import { leaderSchema } from "../windows/leader.ts";
import type { WindowId } from "../windows/window-id.ts";
import { initialWindows, type Windows } from "../windows/windows.ts";
import type { StoreFailure } from "../shared/failure.ts";
import {
  hostFactsSchema,
  initialHostFacts,
  initialHostReadings,
  type HostFacts,
  type HostReadings,
} from "./host-state.ts";

export type { AppCommand, HostCommand } from "./commands.ts";

/** The state that follows from facts alone: the same after every replay. If its shape changes, raise `FACTS_VERSION`. */
export const factsSchema = v.object({
  hosts: v.pipe(
    v.record(text, hostFactsSchema),
    v.transform((record): Record<HostId, v.InferOutput<typeof hostFactsSchema>> =>
      Object.fromEntries(Object.entries(record)),
    ),
  ),
  watched: watchedHostsSchema,
  /** The event since which these hosts are watched. */
  watchedSeq: count,
  leader: v.exactOptional(leaderSchema),
  history: historySchema,
  notices: v.array(noticeSchema),
});
export type Facts = DataOf<typeof factsSchema>;

/** The state that follows from readings: only the last value of each key. */
export type Readings = {
  readonly hosts: Readonly<Record<HostId, HostReadings>>;
  readonly windows: Windows;
  /** The newest release of Ollama; absent: it was not asked for. */
  readonly release?: KnownRelease;
};

/** The state of this window alone. */
export type LocalState = {
  readonly window?: WindowId;
  /** The kind of remote machine that this window works on, such as `ssh-remote`; absent: the person's own machine. */
  readonly remote?: string;
  /** The host that this window has chosen; it may not be watched. Absent: the first one. */
  readonly chosen?: HostId;
  /** Whether this window is the leader. */
  readonly isLeader: boolean;
  /** Whether the leader has been silent for too long. */
  readonly isLeaderSilent: boolean;
  /** Why this window could not use the store last; absent once it could again. */
  readonly storeFailure?: StoreFailure | undefined;
  /** Whether a newer Paddock has taken over: this window only shows the last known state. */
  readonly isOutdated: boolean;
};

/** The state: the same in all windows, except for `local`. */
export type AppState = { readonly facts: Facts; readonly readings: Readings; readonly local: LocalState };

export const initialState: AppState = {
  facts: {
    hosts: {},
    watched: initialWatched,
    watchedSeq: 0,
    history: initialHistory,
    notices: initialNotices,
  },
  readings: { hosts: {}, windows: initialWindows },
  local: { isLeader: false, isLeaderSilent: false, isOutdated: false },
};

/** The host that this window shows, running or not; `undefined` until one is watched. */
export const hostOf = ({ facts, local }: AppState): HostId | undefined =>
  chosenAmong(facts.watched, local.chosen);

/** The same state as a window shows it that has chosen this host. */
export const stateAt = (state: AppState, host: HostId): AppState =>
  state.local.chosen === host ? state : { ...state, local: { ...state.local, chosen: host } };

/** The facts of a host; by default, of the one that this window shows. */
export const hostFacts = (state: AppState, host: HostId | undefined = hostOf(state)): HostFacts =>
  (host === undefined ? undefined : state.facts.hosts[host]) ?? initialHostFacts;

/** The readings of a host; by default, of the one that this window shows. */
export const hostReadings = (state: AppState, host: HostId | undefined = hostOf(state)): HostReadings =>
  (host === undefined ? undefined : state.readings.hosts[host]) ?? initialHostReadings;

/** The models of a host; by default, of the one that this window shows. */
export function modelsOf(state: AppState, host: HostId | undefined = hostOf(state)): Models {
  const { service, unread } = hostFacts(state, host);
  return presentModels(service, unread, hostReadings(state, host).models);
}

/** Whether what a notice says is still so, whether it was shown or not. */
export function isNoticeTrue({ host, ...notice }: Notice, { hosts, history }: Facts): boolean {
  const { service, downloads, environmentDiffers } =
    (host === undefined ? undefined : hosts[host]) ?? initialHostFacts;
  return isStillTrue(notice, {
    service,
    downloads,
    differs: environmentDiffers?.names ?? [],
    isHistoryKept: history.kind === "kept",
  });
}
