import type { News, NoticeEvent } from "../notices/news.ts";
import type { ApiTestEvent } from "../api-test/api-test.ts";
import type { DownloadEvent } from "../downloads/downloads.ts";
import type { EngineEvent } from "../windows/leader.ts";
import type { HistoryEvent } from "../history/history.ts";
import type { Place } from "../shared/message.ts";
import type { ModelsEvent } from "../models/models.ts";
import type { OperationEvent } from "../models/operations.ts";
import type { ServiceEvent } from "../service/service.ts";
import { updateKey, type UpdatesFact, type UpdatesReading } from "../updates/updates.ts";
import type { WindowEvent } from "../windows/windows.ts";

/** Everything that can happen. To add a fact, add it to its noun's file; the compiler shows the rest. */
export type AppEvent =
  | ServiceEvent
  | ModelsEvent
  | OperationEvent
  | ApiTestEvent
  | DownloadEvent
  | UpdatesFact
  | UpdatesReading
  | EngineEvent
  | WindowEvent
  | HistoryEvent
  | NoticeEvent;

/** An event in its place in the one order. */
export type Recorded = Place & { readonly event: AppEvent };

/**
 * Facts are kept for good; of readings, only the last one of each key is kept. News are facts that create or remove
 * notices. Every event type must say which it is.
 */
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
  "service.died": "news",
  "service.not-installed": "fact",
  "service.failed": "news",
  "service.port-taken": "fact",
  "service.refused": "fact",
  "service.unreachable": "fact",
  "models.refresh-requested": "fact",
  "models.listed": "reading",
  "models.confirmed": "reading",
  "models.loaded": "reading",
  "models.unread": "news",
  "models.describe-requested": "reading",
  "models.described": "reading",
  "models.undescribed": "reading",
  "operation.requested": "fact",
  "operation.completed": "fact",
  "operation.failed": "news",
  "test.requested": "fact",
  "test.stepped": "fact",
  "test.completed": "fact",
  "download.requested": "fact",
  "download.sized": "fact",
  "download.started": "fact",
  "download.progressed": "reading",
  "download.queued": "fact",
  "download.retry-scheduled": "fact",
  "download.pause-requested": "fact",
  "download.paused": "fact",
  "download.resume-requested": "fact",
  "download.retry-requested": "news",
  "download.cancel-requested": "fact",
  "download.cancelled": "fact",
  "download.completed": "news",
  "download.failed": "news",
  "download.cleared": "news",
  "updates.check-requested": "fact",
  "updates.found": "reading",
  "updates.completed": "fact",
  "engine.started": "news",
  "engine.beat": "reading",
  "window.attended": "reading",
  "window.left": "reading",
  "history.compacted": "news",
  "history.set-aside": "news",
  "history.unkept": "news",
  "history.kept": "fact",
  "notice.told": "news",
} as const satisfies {
  [Type in AppEvent["type"]]: Type extends News["type"] ? "news" : "fact" | "reading";
};

type TypeOf<Kind> = {
  [Type in AppEvent["type"]]: (typeof KIND)[Type] extends Kind ? Type : never;
}[AppEvent["type"]];

/** What is kept for good, and alone decides what follows. */
export type Fact = Extract<AppEvent, { readonly type: TypeOf<"fact" | "news"> }>;
/** What is seen of the world: the last value of a key takes the place of the one before. */
export type Reading = Extract<AppEvent, { readonly type: TypeOf<"reading"> }>;

/** Whether an event is kept for good. */
export const isFact = (event: AppEvent): event is Fact => KIND[event.type] !== "reading";
/** Whether an event creates or removes notices. */
export const isNews = (event: AppEvent): event is News => KIND[event.type] === "news";

/** The key under which a reading takes the place of the one before. */
export function keyOf(reading: Reading): string {
  switch (reading.type) {
    case "models.listed":
    case "models.confirmed":
      return `${reading.type} ${reading.origin}`;
    case "models.loaded":
    case "engine.beat":
      return reading.type;
    case "models.describe-requested":
    case "models.described":
    case "models.undescribed":
      return `details ${reading.digest}`;
    case "download.progressed":
      return `progress ${reading.id}`;
    case "updates.found":
      return `update ${updateKey(reading)}`;
    case "window.attended":
    case "window.left":
      return `window ${reading.window}`;
  }
}
