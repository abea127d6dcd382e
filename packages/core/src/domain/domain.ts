import {
  decideApiTest,
  evolveApiTest,
  withoutRunning,
  type ApiTest,
  type ApiTestCommand,
  type ApiTestEvent,
} from "./api-test.ts";
import type { Decision } from "./decision.ts";
import {
  abandonDownloads,
  decideDownload,
  evolveDownloads,
  evolveProgress,
  initialDownloads,
  initialProgress,
  type DownloadCommand,
  type DownloadEvent,
  type Downloads,
  type ProgressById,
} from "./downloads.ts";
import { about, unreachable } from "./message.ts";
import {
  decideModels,
  evolveModels,
  initialModels,
  modelsWithService,
  type Models,
  type ModelsCommand,
  type ModelsEvent,
} from "./models.ts";
import {
  decideNotice,
  evolveNotices,
  initialNotices,
  type NoticeCommand,
  type NoticeEvent,
  type Notices,
} from "./notices.ts";
import {
  decideModel,
  evolveOperations,
  initialOperations,
  type ModelCommand,
  type OperationEvent,
  type Operations,
} from "./operations.ts";
import {
  decideService,
  evolveService,
  initialService,
  isRunning,
  type Service,
  type ServiceCommand,
  type ServiceEvent,
} from "./service.ts";

/** Everything that can happen. To add a fact, add it to its noun's file; the compiler shows the rest. */
export type AppEvent =
  | ServiceEvent
  | ModelsEvent
  | OperationEvent
  | ApiTestEvent
  | DownloadEvent
  | NoticeEvent;

/** Everything that can be asked for. */
export type AppCommand =
  | ServiceCommand
  | ApiTestCommand
  | ModelsCommand
  | ModelCommand
  | DownloadCommand
  | NoticeCommand;

/** An event in its place in the one order. */
export type Recorded = { readonly seq: number; readonly atMs: number; readonly event: AppEvent };

/** What happened, and follows from nothing but facts: the same after every replay. */
export type Facts = {
  readonly service: Service;
  readonly operations: Operations;
  readonly test?: ApiTest;
  readonly downloads: Downloads;
  readonly notices: Notices;
};

/** What was last seen of the world: the last value wins. */
export type Readings = { readonly models: Models; readonly progress: ProgressById };

/** Everything that is so. */
export type AppState = { readonly facts: Facts; readonly readings: Readings };

export const initialState: AppState = {
  facts: {
    service: initialService,
    operations: initialOperations,
    downloads: initialDownloads,
    notices: initialNotices,
  },
  readings: { models: initialModels, progress: initialProgress },
};

/** Facts are kept for good; of readings only the last is of interest. Every event must say which it is. */
const KIND = {
  "service.pointed": "fact",
  "service.misconfigured": "fact",
  "service.start-requested": "fact",
  "service.stop-requested": "fact",
  "service.restart-requested": "fact",
  "service.starting": "fact",
  "service.spawned": "fact",
  "service.running": "fact",
  "service.not-answering": "fact",
  "service.stopped": "fact",
  "service.died": "fact",
  "service.not-installed": "fact",
  "service.failed": "fact",
  "service.port-taken": "fact",
  "service.refused": "fact",
  "service.unreachable": "fact",
  "models.refresh-requested": "reading",
  "models.listed": "reading",
  "models.loaded": "reading",
  "models.unread": "fact",
  "models.describe-requested": "reading",
  "models.described": "reading",
  "models.undescribed": "reading",
  "operation.requested": "fact",
  "operation.completed": "fact",
  "operation.failed": "fact",
  "test.requested": "fact",
  "test.stepped": "fact",
  "test.completed": "fact",
  "download.requested": "fact",
  "download.started": "fact",
  "download.progressed": "reading",
  "download.completed": "fact",
  "download.failed": "fact",
  "download.cancel-requested": "fact",
  "download.cancelled": "fact",
  "notice.dismissed": "fact",
} satisfies Record<AppEvent["type"], "fact" | "reading">;

export const isFact = ({ type }: AppEvent): boolean => KIND[type] === "fact";

/** The key under which an event outlives the session, in place of the last one with that key. */
export const rememberAs = (event: AppEvent): string | undefined =>
  event.type === "models.listed" ? `models.listed ${event.origin}` : undefined;

export function evolve(state: AppState, { seq, atMs, event }: Recorded): AppState {
  const facts = isFact(event) ? evolveFacts(state.facts, event, atMs, seq) : state.facts;
  const readings = evolveReadings(state.readings, event);
  return facts === state.facts && readings === state.readings ? state : { facts, readings };
}

export function decide({ facts, readings }: AppState, command: AppCommand): Decision<AppEvent> {
  const isUp = isRunning(facts.service);
  if (command.type === "service.test") return decideApiTest(facts.test, command);
  if (about("service", command)) return decideService(facts.service, command);
  if (about("models", command)) return decideModels(readings.models, isUp, command);
  if (about("model", command)) return decideModel(readings.models, facts.operations, isUp, command);
  if (about("download", command)) return decideDownload(facts.downloads, isUp, command);
  if (about("notice", command)) return decideNotice(facts.notices, command);
  return unreachable(command);
}

function evolveFacts(facts: Facts, event: AppEvent, atMs: number, seq: number): Facts {
  const notices = evolveNotices(facts.notices, event, seq, facts.downloads);
  return { ...evolveNoun(facts, event, atMs), notices };
}

function evolveNoun(facts: Facts, event: AppEvent, atMs: number): Facts {
  if (about("service", event)) {
    const service = evolveService(facts.service, event, atMs);
    const isElsewhere = event.type === "service.pointed" || event.type === "service.misconfigured";
    return isElsewhere ? elsewhere(facts, service) : { ...facts, service };
  }
  if (about("operation", event)) return { ...facts, operations: evolveOperations(facts.operations, event) };
  if (about("test", event)) {
    const test = evolveApiTest(facts.test, event, atMs);
    return { ...facts, ...(test && { test }) };
  }
  if (about("download", event)) return { ...facts, downloads: evolveDownloads(facts.downloads, event, atMs) };
  if (about("models", event) || about("notice", event)) return facts;
  return unreachable(event);
}

/** What was under way at the last host does not go on at this one. */
const elsewhere = ({ test, downloads, notices }: Facts, service: Service): Facts => ({
  service,
  operations: initialOperations,
  downloads: abandonDownloads(downloads),
  notices,
  ...(test && { test: withoutRunning(test) }),
});

function evolveReadings(readings: Readings, event: AppEvent): Readings {
  if (about("models", event)) return withModels(readings, evolveModels(readings.models, event));
  if (about("service", event)) return withModels(readings, modelsWithService(readings.models, event));
  if (about("download", event)) return { ...readings, progress: evolveProgress(readings.progress, event) };
  return readings;
}

const withModels = (readings: Readings, models: Models): Readings =>
  models === readings.models ? readings : { ...readings, models };
