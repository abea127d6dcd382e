import { API_TEST_EVENTS } from "../api-test/api-test.ts";
import { ENVIRONMENT_EVENTS } from "../environment/environment-events.ts";
import { DOWNLOAD_EVENTS } from "../downloads/download-events.ts";
import { PROGRESS_EVENTS } from "../downloads/progress.ts";
import { PULLS_READINGS } from "../downloads/pulls-elsewhere.ts";
import { FIT_EVENTS } from "../fit/fit-events.ts";
import { HISTORY_EVENTS } from "../history/history.ts";
import { HOSTS_EVENTS } from "../hosts/watched-hosts.ts";
import { LOADING_EVENTS } from "../models/load-settings.ts";
import { MODELS_EVENTS } from "../models/models-events.ts";
import { OPERATION_EVENTS } from "../models/operations.ts";
import { NOTICE_EVENTS, type News } from "../notices/news.ts";
import { ORPHANS_FACTS, ORPHANS_READINGS } from "../orphans/orphans.ts";
import { SERVER_PROCESS_READINGS } from "../service/server-process.ts";
import { SERVICE_EVENTS } from "../service/service-events.ts";
import { SERVICE_LOG_READINGS } from "../service-log/service-log-events.ts";
import type { DataOf, EventKind } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import { RELEASE_READINGS } from "../releases/release.ts";
import { TRY_EVENTS } from "../tries/try-events.ts";
import { UPDATES_FACTS, UPDATES_READINGS } from "../updates/updates.ts";
import { LEADER_FACTS, LEADER_READINGS } from "../windows/leader.ts";
import { WINDOW_EVENTS } from "../windows/windows.ts";

/** All events. Each is described once, in the file of its noun. */
export const EVENTS = [
  ...HOSTS_EVENTS,
  ...SERVICE_EVENTS,
  ...SERVICE_LOG_READINGS,
  ...SERVER_PROCESS_READINGS,
  ...MODELS_EVENTS,
  ...LOADING_EVENTS,
  ...OPERATION_EVENTS,
  ...API_TEST_EVENTS,
  ...DOWNLOAD_EVENTS,
  ...ENVIRONMENT_EVENTS,
  ...FIT_EVENTS,
  ...TRY_EVENTS,
  ...PROGRESS_EVENTS,
  ...PULLS_READINGS,
  ...ORPHANS_FACTS,
  ...ORPHANS_READINGS,
  ...UPDATES_FACTS,
  ...UPDATES_READINGS,
  ...RELEASE_READINGS,
  ...LEADER_FACTS,
  ...LEADER_READINGS,
  ...WINDOW_EVENTS,
  ...HISTORY_EVENTS,
  ...NOTICE_EVENTS,
] as const;

type OfKind<Kind extends EventKind> = DataOf<
  Extract<(typeof EVENTS)[number], { readonly kind: Kind }>["schema"]
>;

/** An event that is kept for good. Rules depend on facts alone. */
export type Fact = OfKind<"fact" | "news">;
/** An observation of the world. A new reading replaces the last one with the same key. */
export type Reading = OfKind<"reading">;
export type AppEvent = Fact | Reading;

/** An event with its position in the log. */
export type Recorded = Position & { readonly event: AppEvent };

const KINDS: ReadonlyMap<string, EventKind> = new Map(EVENTS.map(({ type, kind }) => [type, kind]));

export const isFact = (event: AppEvent): event is Fact => KINDS.get(event.type) !== "reading";
/** Whether an event creates or removes notices. */
export const isNews = (event: AppEvent): event is News => KINDS.get(event.type) === "news";

/** The key of a reading; a new reading replaces the last one with the same key. */
export function keyOf(reading: Reading): string {
  switch (reading.type) {
    case "service.described":
    case "service.located":
    case "models.listed":
    case "models.confirmed":
    case "models.changed-elsewhere":
    case "models.loaded":
    case "models.weighed":
    case "pulls.elsewhere":
    case "orphans.found":
      return `${reading.type} ${reading.host}`;
    case "models.describe-requested":
    case "models.described":
    case "models.undescribed":
      return `details ${reading.host} ${reading.key}`;
    case "download.progressed":
      return `progress ${reading.id}`;
    case "updates.found":
      return `update ${reading.host} ${reading.model}`;
    case "leader.beat":
    case "release.found":
      return reading.type;
    case "window.attended":
    case "window.left":
      return `window ${reading.window}`;
  }
}
