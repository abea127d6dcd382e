import type { DownloadFact } from "../downloads/downloads.ts";
import type { HistoryEvent } from "../history/history.ts";
import type { ModelsEvent } from "../models/models.ts";
import type { OperationEvent } from "../models/operations.ts";
import type { ServiceEvent } from "../service/service.ts";
import type { EngineEvent } from "../windows/leader.ts";

/** A window has told it. */
export type NoticeEvent = { readonly type: "notice.told"; readonly number: number };

/** Facts that create or remove notices. */
export type News = Extract<
  ServiceEvent | ModelsEvent | OperationEvent | DownloadFact | EngineEvent | HistoryEvent | NoticeEvent,
  {
    type:
      | "service.died"
      | "service.failed"
      | "models.unread"
      | "operation.failed"
      | `download.${"retry-requested" | "completed" | "failed" | "cleared"}`
      | "engine.started"
      | `history.${"compacted" | "set-aside" | "unkept"}`
      | "notice.told";
  }
>;
