import type { DOWNLOAD_EVENTS } from "../downloads/download-events.ts";
import type { ENVIRONMENT_EVENTS } from "../environment/environment-events.ts";
import type { HISTORY_EVENTS } from "../history/history.ts";
import type { MODELS_EVENTS } from "../models/models-events.ts";
import type { OPERATION_EVENTS } from "../models/operations.ts";
import type { SERVICE_EVENTS } from "../service/service-events.ts";
import { news, position, type DataOf } from "../shared/described.ts";
import type { LEADER_FACTS } from "../windows/leader.ts";

/** A window has shown a notice. */
const NOTICE_TOLD = news("notice.told", { number: position });

export const NOTICE_EVENTS = [NOTICE_TOLD] as const;
export type NoticeEvent = DataOf<(typeof NOTICE_TOLD)["schema"]>;

type NewsSource =
  | (typeof SERVICE_EVENTS)[number]
  | (typeof MODELS_EVENTS)[number]
  | (typeof OPERATION_EVENTS)[number]
  | (typeof DOWNLOAD_EVENTS)[number]
  | (typeof ENVIRONMENT_EVENTS)[number]
  | (typeof LEADER_FACTS)[number]
  | (typeof HISTORY_EVENTS)[number]
  | (typeof NOTICE_EVENTS)[number];

/** Facts that create or remove notices. */
export type News = DataOf<Extract<NewsSource, { readonly kind: "news" }>["schema"]>;
