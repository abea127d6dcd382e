import {
  decideApiTest,
  evolveApiTest,
  withoutRunning,
  type ApiTest,
  type ApiTestCommand,
} from "../api-test/api-test.ts";
import type { Decision } from "../shared/decision.ts";
import { decideDownload, type DownloadCommand } from "../downloads/download-commands.ts";
import { evolveDownloads, initialDownloads, withoutEnded, type Downloads } from "../downloads/downloads.ts";
import { originOf } from "../hosts/endpoint.ts";
import { hostIdOf, type HostId } from "../hosts/host.ts";
import { evolveEngine, type Engine } from "../windows/leader.ts";
import { isFact, isNews, type AppEvent, type Fact, type Reading, type Recorded } from "./events.ts";
import { evolveHistory, initialHistory, type History } from "../history/history.ts";
import { about, unreachable, type Place } from "../shared/message.ts";
import {
  decideModels,
  evolveModels,
  initialModelReadings,
  presentModels,
  type ModelReadings,
  type Models,
  type ModelsCommand,
  type Unread,
} from "../models/models.ts";
import {
  decideNotice,
  evolveNotices,
  initialNotices,
  type NoticeCommand,
  type Notices,
} from "../notices/notices.ts";
import {
  decideModel,
  evolveOperations,
  initialOperations,
  operationsAt,
  type ModelCommand,
  type Operations,
} from "../models/operations.ts";
import { evolveProgress, initialProgress, type ProgressById } from "../downloads/progress.ts";
import {
  decideService,
  evolveService,
  initialService,
  isRunning,
  type Service,
  type ServiceCommand,
} from "../service/service.ts";
import {
  decideUpdates,
  evolveCheck,
  evolveUpdates,
  initialUpdates,
  type UpdateCheck,
  type UpdateReadings,
  type UpdatesCommand,
} from "../updates/updates.ts";
import type { WindowId } from "../windows/window-id.ts";
import { evolveWindows, initialWindows, type Windows } from "../windows/windows.ts";

/** Everything that can be asked for. */
export type AppCommand =
  | ServiceCommand
  | ApiTestCommand
  | ModelsCommand
  | ModelCommand
  | DownloadCommand
  | UpdatesCommand
  | NoticeCommand;

/** What happened at one host. */
export type HostFacts = {
  readonly service: Service;
  readonly operations: Operations;
  readonly test?: ApiTest;
  readonly downloads: Downloads;
  readonly updateCheck?: UpdateCheck;
  readonly unread?: Unread;
};

/** What happened, and follows from nothing but facts: the same after every replay. */
export type Facts = HostFacts & {
  readonly engine?: Engine;
  readonly history: History;
  readonly notices: Notices;
};

/** What was last seen of one host. */
export type HostReadings = {
  readonly models: ModelReadings;
  readonly progress: ProgressById;
  readonly updates: UpdateReadings;
};

/** What was last seen of the world: of each key the last value, and nothing else. */
export type Readings = HostReadings & { readonly windows: Windows };

/** What is so of this window alone. */
export type Here = {
  readonly window?: WindowId;
  /** Whether this window runs Ollama for all. */
  readonly isEngine: boolean;
  /** Whether the window that does has been silent for too long. */
  readonly isEngineSilent: boolean;
  /** Whether a newer Paddock has taken over: this one only shows what was last known. */
  readonly isOutdated: boolean;
};

/** Everything that is so: the same in all windows, but for what is `here`. */
export type AppState = { readonly facts: Facts; readonly readings: Readings; readonly here: Here };

/** What is so before anything has happened. */
export const initialState: AppState = {
  facts: {
    service: initialService,
    operations: initialOperations,
    downloads: initialDownloads,
    history: initialHistory,
    notices: initialNotices,
  },
  readings: {
    models: initialModelReadings,
    progress: initialProgress,
    updates: initialUpdates,
    windows: initialWindows,
  },
  here: { isEngine: false, isEngineSilent: false, isOutdated: false },
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

/** The facts of the host that is watched. */
export const hostFacts = ({ facts }: AppState): HostFacts => facts;

/** The readings of the host that is watched. */
export const hostReadings = ({ readings }: AppState): HostReadings => readings;

/** The models of the host that is watched. */
export const modelsOf = ({ facts, readings }: AppState): Models =>
  presentModels(facts.service, facts.unread, readings.models);

/** The host that is watched, whether it runs or not. */
export const hostOf = ({ facts: { service } }: AppState): HostId | undefined =>
  service.endpoint && hostIdOf(service.endpoint);

/** What follows from a command, or why nothing does. */
export function decide(state: AppState, command: AppCommand): Decision<AppEvent> {
  const { service, operations, test, downloads, updateCheck, notices } = state.facts;
  const host = hostOf(state);
  const origin = isRunning(service) ? host : undefined;
  if (command.type === "service.test") return decideApiTest(test, host, command);
  if (about("service", command)) return decideService(service, command);
  if (about("models", command)) return decideModels(modelsOf(state), origin !== undefined, command);
  if (about("model", command)) return decideModel({ models: modelsOf(state), operations, origin }, command);
  if (about("download", command))
    return decideDownload(downloads, { origin: host, isRunning: isRunning(service) }, command);
  if (about("updates", command)) return decideUpdates(updateCheck, origin);
  if (about("notice", command)) return decideNotice(notices, command);
  return unreachable(command);
}

function evolveFacts(facts: Facts, event: Fact, place: Place): Facts {
  const notices = isNews(event) ? evolveNotices(facts.notices, event, facts.downloads, place) : facts.notices;
  const after = evolveNoun(facts, event, place);
  return notices === after.notices ? after : { ...after, notices };
}

function evolveNoun(facts: Facts, event: Fact, place: Place): Facts {
  if (about("service", event)) {
    const service = evolveService(facts.service, event, place);
    const isAim = event.type === "service.pointed" || event.type === "service.misconfigured";
    return isAim ? aimedAt(facts, service, place.seq) : { ...facts, service };
  }
  if (about("operation", event))
    return { ...facts, operations: evolveOperations(facts.operations, event, place.atMs) };
  if (about("test", event)) {
    const test = evolveApiTest(facts.test, event, place);
    return { ...facts, ...(test && { test }) };
  }
  if (about("download", event))
    return { ...facts, downloads: evolveDownloads(facts.downloads, event, place) };
  if (about("updates", event)) {
    const updateCheck = evolveCheck(facts.updateCheck, event, place);
    return { ...facts, ...(updateCheck && { updateCheck }) };
  }
  if (about("engine", event)) return { ...facts, engine: evolveEngine(event, place) };
  if (about("history", event)) {
    const history = evolveHistory(facts.history, event, place.seq);
    return event.type === "history.compacted" ? compacted(facts, event.upTo) : { ...facts, history };
  }
  switch (event.type) {
    case "models.unread":
      return { ...facts, unread: { failure: event.failure, seq: place.seq } };
    case "models.refresh-requested":
    case "notice.told":
      return facts;
  }
}

/** Whatever was under way at another host does not go on at this one, and no test goes on without its engine. */
function aimedAt(facts: Facts, service: Service, seq: number): Facts {
  const origin = service.endpoint && originOf(service.endpoint);
  const { test, ...others } = facts;
  return {
    ...others,
    service,
    operations: operationsAt(facts.operations, origin),
    ...(test && test.origin === origin && { test: withoutRunning(test, seq) }),
  };
}

/** What ended by then is forgotten; what is unfinished, and what holds now, stays. */
function compacted({ test, unread, ...facts }: Facts, upTo: number): Facts {
  const isTestKept = test !== undefined && (test.isRunning || test.sinceSeq > upTo);
  return {
    ...facts,
    downloads: withoutEnded(facts.downloads, upTo),
    ...(isTestKept && { test }),
    ...(unread && unread.seq > upTo && { unread }),
  };
}

function evolveReadings(readings: Readings, event: Reading, place: Place): Readings {
  if (about("updates", event)) return { ...readings, updates: evolveUpdates(readings.updates, event) };
  if (about("models", event)) return { ...readings, models: evolveModels(readings.models, event, place) };
  if (about("window", event)) return { ...readings, windows: evolveWindows(readings.windows, event) };
  switch (event.type) {
    case "download.progressed":
      return { ...readings, progress: evolveProgress(readings.progress, event) };
    case "engine.beat":
      return readings;
  }
}
