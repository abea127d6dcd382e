import { API_TEST_EVENTS } from "../api-test/api-test.ts";
import { DOWNLOAD_EVENTS } from "../downloads/download-events.ts";
import { PROGRESS_EVENTS } from "../downloads/progress.ts";
import { HISTORY_EVENTS } from "../history/history.ts";
import { MODELS_EVENTS } from "../models/models-events.ts";
import { OPERATION_EVENTS } from "../models/operations.ts";
import { NOTICE_EVENTS, type News } from "../notices/news.ts";
import { SERVICE_EVENTS } from "../service/service-events.ts";
import type { DataOf, EventKind } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import { UPDATES_FACTS, UPDATES_READINGS } from "../updates/updates.ts";
import { LEADER_FACTS, LEADER_READINGS } from "../windows/leader.ts";
import { WINDOW_EVENTS } from "../windows/windows.ts";

/** Everything that can happen, each event described once, in the file of its noun. */
export const EVENTS = [
  ...SERVICE_EVENTS,
  ...MODELS_EVENTS,
  ...OPERATION_EVENTS,
  ...API_TEST_EVENTS,
  ...DOWNLOAD_EVENTS,
  ...PROGRESS_EVENTS,
  ...UPDATES_FACTS,
  ...UPDATES_READINGS,
  ...LEADER_FACTS,
  ...LEADER_READINGS,
  ...WINDOW_EVENTS,
  ...HISTORY_EVENTS,
  ...NOTICE_EVENTS,
] as const;

type OfKind<Kind extends EventKind> = DataOf<
  Extract<(typeof EVENTS)[number], { readonly kind: Kind }>["schema"]
>;

/** What is kept for good, and alone decides what follows. */
export type Fact = OfKind<"fact" | "news">;
/** What is seen of the world: the last value of a key takes the place of the one before. */
export type Reading = OfKind<"reading">;
/** Everything that can happen. */
export type AppEvent = Fact | Reading;

/** An event in its place in the one order. */
export type Recorded = Position & { readonly event: AppEvent };

const KINDS: ReadonlyMap<string, EventKind> = new Map(EVENTS.map(({ type, kind }) => [type, kind]));

/** Whether an event is kept for good. */
export const isFact = (event: AppEvent): event is Fact => KINDS.get(event.type) !== "reading";
/** Whether an event creates or removes notices. */
export const isNews = (event: AppEvent): event is News => KINDS.get(event.type) === "news";

/** The key under which a reading takes the place of the one before. */
export function keyOf(reading: Reading): string {
  switch (reading.type) {
    case "models.listed":
    case "models.confirmed":
    case "models.loaded":
      return `${reading.type} ${reading.host}`;
    case "models.describe-requested":
    case "models.described":
    case "models.undescribed":
      return `details ${reading.host} ${reading.digest}`;
    case "download.progressed":
      return `progress ${reading.id}`;
    case "updates.found":
      return `update ${reading.host} ${reading.model}`;
    case "leader.beat":
      return reading.type;
    case "window.attended":
    case "window.left":
      return `window ${reading.window}`;
  }
}
