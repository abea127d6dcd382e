import * as v from "valibot";
import { downloadIdSchema, type DownloadId } from "../downloads/download-id.ts";
import { allDownloads, isUnfinished, type Download, type Downloads } from "../downloads/downloads.ts";
import { hostIdSchema, type HostId } from "../hosts/host.ts";
import { modelNameSchema, type ModelName } from "../models/model-name.ts";
import { operationSchema } from "../models/operations.ts";
import { isDown, type Service } from "../service/service.ts";
import { deathSchema } from "../service/service-events.ts";
import { hostOfOrigin, isFromFile } from "../sending/origin.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, kind, text, texts, type DataOf } from "../shared/described.ts";
import { failureSchema, storeFailureSchema, type Failure, type ProcessFailure } from "../shared/failure.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Position } from "../shared/message.ts";
import type { News, NoticeEvent } from "./news.ts";

/** What a notice is about. */
export const noticeSubjectSchema = v.variant("kind", [
  kind("service-died", { death: deathSchema }),
  kind("service-failed", { failure: failureSchema, logLines: v.exactOptional(texts) }),
  /** Our service runs with other variables than the settings have. */
  kind("environment-differs", { names: texts }),
  kind("models-unread", { failure: failureSchema }),
  kind("operation-failed", { operation: operationSchema, failure: failureSchema }),
  kind("download-failed", {
    id: downloadIdSchema,
    model: modelNameSchema,
    failure: failureSchema,
    from: v.exactOptional(hostIdSchema),
    /** The file that it was imported from. */
    file: v.exactOptional(text),
  }),
  /** Shown as a notice only if the settings say so; else as a brief message. */
  kind("download-completed", {
    model: modelNameSchema,
    from: v.exactOptional(hostIdSchema),
    file: v.exactOptional(text),
  }),
  kind("history-set-aside", { file: text }),
  kind("history-removed", {}),
  kind("history-unkept", { failure: storeFailureSchema }),
]);
export type NoticeSubject = DataOf<typeof noticeSubjectSchema>;

/** A message that one window shows once. Its number is that of the event it comes from. */
export const noticeSchema = v.object({
  number: count,
  atMs: count,
  /** Absent where the notice is not about a host. */
  host: v.exactOptional(hostIdSchema),
  about: noticeSubjectSchema,
});
export type Notice = DataOf<typeof noticeSchema>;

/** The notices that were not shown yet, oldest first. */
export type Notices = readonly Notice[];

/** Claims a notice for a window; only the first window that claims it may show it. */
export type NoticeCommand = { readonly type: "notice.tell"; readonly number: number };

export const initialNotices: Notices = [];

/** A notice expires after this time if no window was open to show it. */
const STALE_MS = 60_000;

/**
 * Adds the notice that a fact creates, if any, and removes those that were shown or are too old. `downloads` are those
 * of the fact's host.
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
  const about = subjectOf(event, downloads);
  if (!about) return notices;
  const notice: Notice = { number: seq, atMs, ...("host" in event && { host: event.host }), about };
  return [...notices.filter((earlier) => !isReplacedBy(earlier, notice)), notice];
}

/** Of a state that lasts, only the latest notice is worth showing; each result of a request is. */
const isReplacedBy = (earlier: Notice, later: Notice): boolean =>
  !isResultOfRequest(later.about) && earlier.about.kind === later.about.kind && earlier.host === later.host;

/** Whether a notice says what came of a request. The others are about states that last. */
export const isResultOfRequest = ({ kind }: NoticeSubject): boolean =>
  kind === "operation-failed" || kind === "download-failed" || kind === "download-completed";

/** What a notice may have to be compared with: the state of its host, and of the history. */
export type NoticeContext = {
  readonly service: Service;
  readonly downloads: Downloads;
  /** The variables in which our running service differs from the settings. */
  readonly differs: readonly string[];
  readonly isHistoryKept: boolean;
};

/** Whether a failure is over once Ollama runs, as that of a start is; that of a stop is not. */
const IS_OVER_ONCE_IT_RUNS = {
  "not-installed": true,
  "no-executable": true,
  "spawn-failed": true,
  "bad-environment": true,
  exited: true,
  "port-in-use": true,
  "start-timed-out": true,
  "listens-elsewhere": true,
  "stop-timed-out": false,
  "other-owner": false,
  "tool-missing": false,
  "tool-timed-out": false,
  "tool-failed": false,
  "needs-rights": false,
} satisfies Record<ProcessFailure["kind"], boolean>;

/** A failure that is not about a process, such as an unexpected one, is over then too. */
const isOverOnceItRuns = ({ kind }: Failure): boolean =>
  Object.entries(IS_OVER_ONCE_IT_RUNS).every(([lasting, isOver]) => isOver || kind !== lasting);

/** Whether what a notice says is still so. */
export function isStillTrue({ number, about }: Notice, context: NoticeContext): boolean {
  switch (about.kind) {
    case "service-died":
      return isDown(context.service);
    case "service-failed":
      return !isOverOnceItRuns(about.failure) || isDown(context.service);
    case "download-failed":
    case "download-completed":
      return allDownloads(context.downloads).some(({ sinceSeq }) => sinceSeq === number);
    case "environment-differs":
      return isSameJson(about.names, context.differs);
    case "history-unkept":
      return !context.isHistoryKept;
    case "models-unread":
    case "operation-failed":
    case "history-set-aside":
    case "history-removed":
      return true;
  }
}

export function decideNotice(notices: Notices, command: NoticeCommand): Decision<NoticeEvent> {
  return notices.some(({ number }) => number === command.number)
    ? accept({ type: "notice.told", number: command.number })
    : refuse({ reason: "no-such-notice" });
}

type Subject = Exclude<News, { type: "notice.told" | "history.compacted" | "leader.elected" }>;

function subjectOf(event: Subject, downloads: Downloads): NoticeSubject | undefined {
  switch (event.type) {
    case "service.died":
      return { kind: "service-died", death: event.death };
    case "service.failed":
      return { kind: "service-failed", failure: event.failure, logLines: event.logLines };
    case "environment.differs":
      return event.names.length > 0 ? { kind: "environment-differs", names: event.names } : undefined;
    case "models.unread":
      return { kind: "models-unread", failure: event.failure };
    case "operation.failed":
      return { kind: "operation-failed", operation: event.operation, failure: event.failure };
    case "download.failed": {
      const model = unfinishedModel(downloads, event.id);
      return (
        model && {
          kind: "download-failed",
          id: event.id,
          model,
          failure: event.failure,
          ...sourceOf(downloads[event.id]),
        }
      );
    }
    case "download.completed": {
      const model = unfinishedModel(downloads, event.id);
      return model && { kind: "download-completed", model, ...sourceOf(downloads[event.id]) };
    }
    case "history.set-aside":
      return { kind: "history-set-aside", file: event.file };
    case "history.removed":
      return { kind: "history-removed" };
    case "history.unkept":
      return { kind: "history-unkept", failure: event.failure };
  }
}

/** Where a model comes from, if not from its registry. */
function sourceOf(download: Download | undefined): { readonly from?: HostId; readonly file?: string } {
  const from = hostOfOrigin(download?.from);
  return {
    ...(from !== undefined && { from }),
    ...(isFromFile(download?.from) && { file: download.from.label }),
  };
}

/** The model of an unfinished download; a download that has already ended creates no second notice. */
function unfinishedModel(downloads: Downloads, id: DownloadId): ModelName | undefined {
  const download = downloads[id];
  return download && isUnfinished(download) ? download.model : undefined;
}
