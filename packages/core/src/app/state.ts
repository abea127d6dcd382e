import * as v from "valibot";
import { decideApiTest, type ApiTestCommand } from "../api-test/api-test.ts";
import { decideDownload, type DownloadCommand } from "../downloads/download-commands.ts";
import { evolveHistory, historySchema, initialHistory } from "../history/history.ts";
import { atHost, hostIdSchema, type HostId, type WithoutHost } from "../hosts/host.ts";
import { decideModels, presentModels, type Models, type ModelsCommand } from "../models/models.ts";
import { decideModel, type ModelCommand } from "../models/operations.ts";
import {
  decideNotice,
  evolveNotices,
  initialNotices,
  noticeSchema,
  type NoticeCommand,
} from "../notices/notices.ts";
import { decideService, isRunning, type ServiceCommand } from "../service/service.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { text, type DataOf } from "../shared/described.ts";
import { about, unreachable, type Position } from "../shared/message.ts";
import { decideUpdates, type UpdatesCommand } from "../updates/updates.ts";
import { evolveLeader, leaderSchema } from "../windows/leader.ts";
import type { WindowId } from "../windows/window-id.ts";
import { evolveWindows, initialWindows, type Windows } from "../windows/windows.ts";
import { isFact, isNews, type AppEvent, type Fact, type Reading, type Recorded } from "./events.ts";
import {
  atRest,
  compactedHost,
  evolveHostFacts,
  evolveHostReadings,
  hostFactsSchema,
  initialHostFacts,
  initialHostReadings,
  isUntouched,
  type HostFact,
  type HostFacts,
  type HostReading,
  type HostReadings,
} from "./host-state.ts";

/** Everything that can be asked of a host. */
export type HostCommand =
  | ServiceCommand
  | ApiTestCommand
  | ModelsCommand
  | ModelCommand
  | DownloadCommand
  | UpdatesCommand;

/** Everything that can be asked for. */
export type AppCommand = HostCommand | NoticeCommand;

/** What happened, and follows from nothing but facts: the same after every replay. A change raises `FACTS_VERSION`. */
export const factsSchema = v.object({
  hosts: v.pipe(
    v.record(text, hostFactsSchema),
    v.transform((record): Record<HostId, v.InferOutput<typeof hostFactsSchema>> =>
      Object.fromEntries(Object.entries(record)),
    ),
  ),
  /** The host that is watched; absent until one is. */
  watched: v.exactOptional(hostIdSchema),
  leader: v.exactOptional(leaderSchema),
  history: historySchema,
  notices: v.array(noticeSchema),
});
export type Facts = DataOf<typeof factsSchema>;

/** What was last seen of the world: of each key the last value, and nothing else. */
export type Readings = {
  readonly hosts: Readonly<Record<HostId, HostReadings>>;
  readonly windows: Windows;
};

/** What is so of this window alone. */
export type LocalState = {
  readonly window?: WindowId;
  /** Whether this window runs Ollama for all. */
  readonly isLeader: boolean;
  /** Whether the window that does has been silent for too long. */
  readonly isLeaderSilent: boolean;
  /** Whether a newer Paddock has taken over: this one only shows what was last known. */
  readonly isOutdated: boolean;
};

/** Everything that is so: the same in all windows, but for what is `here`. */
export type AppState = { readonly facts: Facts; readonly readings: Readings; readonly local: LocalState };

/** What is so before anything has happened. */
export const initialState: AppState = {
  facts: { hosts: {}, history: initialHistory, notices: initialNotices },
  readings: { hosts: {}, windows: initialWindows },
  local: { isLeader: false, isLeaderSilent: false, isOutdated: false },
};

/** The one fold: what is so, once an event has been added. Whatever did not change stays the same object. */
export function evolve(state: AppState, { seq, atMs, event }: Recorded): AppState {
  if (isFact(event)) {
    const facts = evolveFacts(state.facts, event, { seq, atMs });
    return facts === state.facts ? state : { ...state, facts };
  }
  const readings = evolveReadings(state.readings, event, { seq, atMs });
  return readings === state.readings ? state : { ...state, readings };
}

/** The host that is watched, whether it runs or not; `undefined` until there is one. */
export const hostOf = ({ facts }: AppState): HostId | undefined => facts.watched;

/** The facts of a host: of the one that is watched, if no other is named. */
export const hostFacts = ({ facts }: AppState, host: HostId | undefined = facts.watched): HostFacts =>
  (host === undefined ? undefined : facts.hosts[host]) ?? initialHostFacts;

/** The readings of a host: of the one that is watched, if no other is named. */
export const hostReadings = (
  { facts, readings }: AppState,
  host: HostId | undefined = facts.watched,
): HostReadings => (host === undefined ? undefined : readings.hosts[host]) ?? initialHostReadings;

/** The models of a host: of the one that is watched, if no other is named. */
export function modelsOf(state: AppState, host: HostId | undefined = state.facts.watched): Models {
  const { service, unread } = hostFacts(state, host);
  return presentModels(service, unread, hostReadings(state, host).models);
}

/** What follows from a command, or why nothing does. */
export function decide(state: AppState, command: AppCommand): Decision<AppEvent> {
  if (about("notice", command)) return decideNotice(state.facts.notices, command);
  const { watched } = state.facts;
  if (watched !== undefined && command.host !== watched)
    return refuse({ reason: "not-watched", host: command.host });
  const decision = decideAtHost(state, command);
  return decision.accepted ? accept(...decision.events.map(atHost(command.host))) : decision;
}

/** What follows from a command for the host that is watched, or why nothing does. */
export function decideHere(state: AppState, command: WithoutHost<HostCommand>): Decision<AppEvent> {
  const host = hostOf(state);
  return host === undefined ? refuse({ reason: "no-host" }) : decide(state, atHost(host)(command));
}

function decideAtHost(state: AppState, command: HostCommand): Decision<WithoutHost<HostFact | HostReading>> {
  const { service, operations, test, downloads, updateCheck } = hostFacts(state, command.host);
  const models = modelsOf(state, command.host);
  const isUp = isRunning(service);
  if (command.type === "service.test") return decideApiTest(test, service.endpoint !== undefined, command);
  if (about("service", command)) return decideService(service, command);
  if (about("models", command)) return decideModels(models, isUp, command);
  if (about("model", command)) return decideModel({ models, operations, isRunning: isUp }, command);
  if (about("download", command)) return decideDownload(downloads, isUp, command);
  if (about("updates", command)) return decideUpdates(updateCheck, isUp);
  return unreachable(command);
}

function evolveFacts(facts: Facts, event: Fact, position: Position): Facts {
  const downloads = ("host" in event ? facts.hosts[event.host] : undefined)?.downloads ?? {};
  const notices = isNews(event) ? evolveNotices(facts.notices, event, downloads, position) : facts.notices;
  const after = evolveNoun(facts, event, position);
  return notices === after.notices ? after : { ...after, notices };
}

function evolveNoun(facts: Facts, event: Fact, position: Position): Facts {
  if ("host" in event) return evolveHost(facts, event, position);
  switch (event.type) {
    case "leader.elected":
      return { ...facts, leader: evolveLeader(event, position) };
    case "history.compacted":
      return compacted(facts, event.upTo);
    case "history.kept":
    case "history.unkept":
    case "history.set-aside":
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
  if (isTarget)
    return {
      ...facts,
      watched: host,
      hosts: mapHosts(hosts, (at, id) => (id === host ? at : atRest(at)), host),
    };
  if (after === before) return facts;
  return { ...facts, hosts: host === facts.watched ? hosts : mapHosts(hosts, (at) => at, facts.watched) };
}

const compacted = (facts: Facts, upTo: number): Facts => ({
  ...facts,
  hosts: mapHosts(facts.hosts, (host) => compactedHost(host, upTo), facts.watched),
});

/** A host that is not watched, and has nothing that is remembered, is forgotten. */
function mapHosts(
  hosts: Facts["hosts"],
  change: (facts: HostFacts, host: string) => HostFacts,
  watched: HostId | undefined,
): Facts["hosts"] {
  const changed = Object.entries(hosts).map(([host, facts]) => [host, change(facts, host)] as const);
  return Object.fromEntries(changed.filter(([host, facts]) => host === watched || !isUntouched(facts)));
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
    case "leader.beat":
      return readings;
  }
}
