import * as v from "valibot";
import { decideApiTest } from "../api-test/api-test.ts";
import { decideDownload } from "../downloads/download-commands.ts";
import { evolveHistory, historySchema, initialHistory } from "../history/history.ts";
import { atHost, type HostId, type WithoutHost } from "../hosts/host.ts";
import {
  chosenAmong,
  initialWatched,
  isWatched,
  watchedHostsSchema,
  type WatchedHosts,
} from "../hosts/watched-hosts.ts";
import { decideLoading } from "../models/load-settings.ts";
import { decideModels, presentModels, type Models } from "../models/models.ts";
import { decideModel } from "../models/operations.ts";
import {
  decideNotice,
  evolveNotices,
  initialNotices,
  isStillTrue,
  noticeSchema,
  type Notice,
} from "../notices/notices.ts";
import { decideOrphans } from "../orphans/orphans.ts";
import { evolveRelease, type KnownRelease } from "../releases/release.ts";
import { decideService } from "../service/service-commands.ts";
import { isRunning } from "../service/service.ts";
import { describedRun } from "../service-log/described.ts";
import { decideDescription } from "../service-log/service-log-events.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, text, type DataOf } from "../shared/described.ts";
import { about, unreachable, type Position } from "../shared/message.ts";
import { decideTries } from "../tries/try-events.ts";
import { decideUpdates } from "../updates/updates.ts";
import { evolveLeader, leaderSchema } from "../windows/leader.ts";
import type { WindowId } from "../windows/window-id.ts";
import { evolveWindows, initialWindows, type Windows } from "../windows/windows.ts";
import type { StoreFailure } from "../shared/failure.ts";
import { isFact, isNews, type AppEvent, type Fact, type Reading, type Recorded } from "./events.ts";
import {
  factsOfUnwatched,
  compactedHost,
  evolveHostFacts,
  evolveHostReadings,
  hostFactsSchema,
  initialHostFacts,
  initialHostReadings,
  isEmptyHost,
  type HostFact,
  type HostFacts,
  type HostReading,
  type HostReadings,
} from "./host-state.ts";
import type { AppCommand, HostCommand } from "./commands.ts";
import { obstaclesToRestart } from "../environment/obstacles-to-restart.ts";
import { whyNotServed } from "./needed-ability.ts";

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

/** The fold from events to the state. Parts that did not change stay the same object. */
export function evolve(state: AppState, { seq, atMs, event }: Recorded): AppState {
  if (isFact(event)) {
    const facts = evolveFacts(state.facts, event, { seq, atMs });
    return facts === state.facts ? state : { ...state, facts };
  }
  const readings = evolveReadings(state.readings, event, { seq, atMs });
  return readings === state.readings ? state : { ...state, readings };
}

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

/** The events that a command leads to, or why it is refused. */
export function decide(state: AppState, command: AppCommand): Decision<AppEvent> {
  if (about("notice", command)) return decideNotice(state.facts.notices, command);
  if (about("release", command)) return accept({ type: "release.found", version: command.version });
  const { watched } = state.facts;
  if (watched.length > 0 && !isWatched(watched, command.host))
    return refuse({ reason: "not-watched", host: command.host });
  const decision = decideAtHost(state, command);
  return decision.accepted ? accept(...decision.events.map(atHost(command.host))) : decision;
}

/** The same for a command without a host, sent to the one that this window shows. */
export function decideHere(state: AppState, command: WithoutHost<HostCommand>): Decision<AppEvent> {
  const host = hostOf(state);
  return host === undefined ? refuse({ reason: "no-host" }) : decide(state, atHost(host)(command));
}

function decideAtHost(state: AppState, command: HostCommand): Decision<WithoutHost<HostFact | HostReading>> {
  const facts = hostFacts(state, command.host);
  const { service, operations, test, downloads, updateCheck, loadSettings, tried } = facts;
  const models = modelsOf(state, command.host);
  const isUp = isRunning(service);
  const refusal = whyNotServed(service, command);
  if (refusal) return refuse(refusal);
  if (command.type === "service.test") return decideApiTest(test, service.endpoint !== undefined, command);
  if (command.type === "service.describe") {
    const { described } = hostReadings(state, command.host);
    return decideDescription(isUp, describedRun(service, described), command);
  }
  if (about("service", command)) return decideService(service, command, obstaclesToRestart(facts));
  if (about("models", command)) return decideModels(models, isUp, command);
  if (about("model", command)) return decideModel({ models, operations, isRunning: isUp }, command);
  if (about("loading", command)) return decideLoading({ models, all: loadSettings }, command);
  if (about("download", command)) return decideDownload(downloads, service, command);
  if (about("updates", command)) return decideUpdates(updateCheck, isUp);
  if (about("try", command)) return decideTries(tried, command);
  if (about("orphans", command)) return decideOrphans(hostReadings(state, command.host).orphans, command);
  return unreachable(command);
}

function evolveFacts(facts: Facts, event: Fact, position: Position): Facts {
  const downloads = ("host" in event ? facts.hosts[event.host] : undefined)?.downloads ?? {};
  const notices = isNews(event) ? evolveNotices(facts.notices, event, downloads, position) : facts.notices;
  const after = evolveNoun(facts, event, position);
  const isTrue = (notice: Notice): boolean => isNoticeTrue(notice, after);
  const kept = notices.every(isTrue) ? notices : notices.filter(isTrue);
  return kept === after.notices ? after : { ...after, notices: kept };
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

function evolveNoun(facts: Facts, event: Fact, position: Position): Facts {
  if ("host" in event) return evolveHost(facts, event, position);
  switch (event.type) {
    case "hosts.watched":
      return watching(facts, event.hosts, position);
    case "leader.elected":
      return { ...facts, leader: evolveLeader(event, position) };
    case "history.compacted":
      return compacted(facts, event.upTo);
    case "history.kept":
    case "history.unkept":
    case "history.set-aside":
    case "history.removed":
      return { ...facts, history: evolveHistory(facts.history, event, position.seq) };
    case "notice.told":
      return facts;
  }
}

function evolveHost(facts: Facts, event: HostFact, position: Position): Facts {
  const { host } = event;
  const before = facts.hosts[host] ?? initialHostFacts;
  const after = evolveHostFacts(before, event, position);
  const hosts = { ...facts.hosts, [host]: after };
  const isTarget = event.type === "service.pointed" || event.type === "service.misconfigured";
  if (isTarget && !event.isAmongOthers) return watching({ ...facts, hosts }, [{ host }], position);
  if (after === before) return facts;
  const isOfWatched = isWatched(facts.watched, host);
  return { ...facts, hosts: isOfWatched ? hosts : mapHosts(hosts, (at) => at, facts.watched) };
}

/** From now on, exactly these hosts are watched. */
function watching(facts: Facts, watched: WatchedHosts, { seq }: Position): Facts {
  const begun = Object.fromEntries(watched.map(({ host }) => [host, facts.hosts[host] ?? initialHostFacts]));
  const hosts = mapHosts(
    { ...facts.hosts, ...begun },
    (at, host) => (isWatched(watched, host) ? at : factsOfUnwatched(at)),
    watched,
  );
  return { ...facts, watched, watchedSeq: seq, hosts };
}

const compacted = (facts: Facts, upTo: number): Facts => ({
  ...facts,
  hosts: mapHosts(facts.hosts, (host) => compactedHost(host, upTo), facts.watched),
});

/** Drops hosts that are not watched and have no facts worth keeping. */
function mapHosts(
  hosts: Facts["hosts"],
  change: (facts: HostFacts, host: string) => HostFacts,
  watched: WatchedHosts,
): Facts["hosts"] {
  const changed = Object.entries(hosts).map(([host, facts]) => [host, change(facts, host)] as const);
  return Object.fromEntries(
    changed.filter(([host, facts]) => isWatched(watched, host) || !isEmptyHost(facts)),
  );
}

function evolveReadings(readings: Readings, event: Reading, position: Position): Readings {
  if ("host" in event) {
    const before = readings.hosts[event.host] ?? initialHostReadings;
    const after = evolveHostReadings(before, event, position);
    return after === before ? readings : { ...readings, hosts: { ...readings.hosts, [event.host]: after } };
  }
  switch (event.type) {
    case "window.attended":
    case "window.left":
      return { ...readings, windows: evolveWindows(readings.windows, event) };
    case "release.found":
      return { ...readings, release: evolveRelease(event, position) };
    case "leader.beat":
      return readings;
  }
}
