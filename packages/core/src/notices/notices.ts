import * as v from "valibot";
import { downloadIdSchema, type DownloadId } from "../downloads/download-id.ts";
import { isUnfinished, type Downloads } from "../downloads/downloads.ts";
import { hostIdSchema } from "../hosts/host.ts";
import { modelNameSchema, type ModelName } from "../models/model-name.ts";
import { operationSchema } from "../models/operations.ts";
import { deathSchema } from "../service/service-events.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, kind, text, type DataOf } from "../shared/described.ts";
import { failureSchema, storeFailureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";
import type { News, NoticeEvent } from "./news.ts";

/** What a person is told about. */
export const noticeSubjectSchema = v.variant("kind", [
  kind("service-died", { death: deathSchema }),
  kind("service-failed", { failure: failureSchema }),
  kind("models-unread", { failure: failureSchema }),
  kind("operation-failed", { operation: operationSchema, failure: failureSchema }),
  kind("download-failed", { id: downloadIdSchema, model: modelNameSchema, failure: failureSchema }),
  /** Told only where the person wants it so; else mentioned in passing. */
  kind("download-completed", { model: modelNameSchema }),
  kind("history-set-aside", { file: text }),
  kind("history-unkept", { failure: storeFailureSchema }),
]);
export type NoticeSubject = DataOf<typeof noticeSubjectSchema>;

/** Something a person should be told once, by one window. Its number is that of the event it comes from. */
export const noticeSchema = v.object({
  number: count,
  atMs: count,
  /** The host it is about; absent where it is about none. */
  host: v.exactOptional(hostIdSchema),
  about: noticeSubjectSchema,
});
export type Notice = DataOf<typeof noticeSchema>;

/** Those that are still to be told, oldest first. */
export type Notices = readonly Notice[];

/** Of all windows that want to tell a notice, the first one does. */
export type NoticeCommand = { readonly type: "notice.tell"; readonly number: number };

/** Nothing is to be told. */
export const initialNotices: Notices = [];

/** A notice that was not told within this, because no window was open, is no news any more. */
const STALE_MS = 60_000;

/**
 * Adds what a fact makes worth telling; `downloads` are those of its host. A failed download is told with its model. That a download has ended is not told
 * any more once it is retried or cleared.
 */
export function evolveNotices(
  notices: Notices,
  event: News,
  downloads: Downloads,
  { atMs, seq }: Position,
): Notices {
  if (event.type === "notice.told") return notices.filter(({ number }) => number !== event.number);
  if (event.type === "history.compacted") return notices.filter(({ number }) => number > event.upTo);
  if (event.type === "leader.elected") return notices.filter((notice) => notice.atMs > atMs - STALE_MS);
  if (event.type === "download.cleared" || event.type === "download.retry-requested")
    return notices.filter(({ number }) => number !== downloads[event.id]?.sinceSeq);
  const about = subjectOf(event, downloads);
  return about
    ? [...notices, { number: seq, atMs, ...("host" in event && { host: event.host }), about }]
    : notices;
}

/** The first window that wants to tell a notice may; for any other it is gone. */
export function decideNotice(notices: Notices, command: NoticeCommand): Decision<NoticeEvent> {
  return notices.some(({ number }) => number === command.number)
    ? accept({ type: "notice.told", number: command.number })
    : refuse({ reason: "no-such-notice" });
}

type Subject = Exclude<
  News,
  {
    type:
      | "notice.told"
      | "history.compacted"
      | "leader.elected"
      | "download.cleared"
      | "download.retry-requested";
  }
>;

function subjectOf(event: Subject, downloads: Downloads): NoticeSubject | undefined {
  switch (event.type) {
    case "service.died":
      return { kind: "service-died", death: event.death };
    case "service.failed":
      return { kind: "service-failed", failure: event.failure };
    case "models.unread":
      return { kind: "models-unread", failure: event.failure };
    case "operation.failed":
      return { kind: "operation-failed", operation: event.operation, failure: event.failure };
    case "download.failed": {
      const model = modelUnderWay(downloads, event.id);
      return model && { kind: "download-failed", id: event.id, model, failure: event.failure };
    }
    case "download.completed": {
      const model = modelUnderWay(downloads, event.id);
      return model && { kind: "download-completed", model };
    }
    case "history.set-aside":
      return { kind: "history-set-aside", file: event.file };
    case "history.unkept":
      return { kind: "history-unkept", failure: event.failure };
  }
}

/** What has ended, ends only once. */
function modelUnderWay(downloads: Downloads, id: DownloadId): ModelName | undefined {
  const download = downloads[id];
  return download && isUnfinished(download) ? download.model : undefined;
}
