import { accept, refuse, type Decision } from "./decision.ts";
import type { ApiTestEvent } from "./api-test.ts";
import type { DownloadEvent, Downloads } from "./downloads.ts";
import type { Failure } from "./failure.ts";
import type { ModelName } from "./names.ts";
import type { ModelsEvent } from "./models.ts";
import type { Operation, OperationEvent } from "./operations.ts";
import type { Death, ServiceEvent } from "./service.ts";

/** Something a person should be told once. Its number is that of the event it comes from. */
export type Notice = { readonly number: number; readonly about: NoticeSubject };

export type NoticeSubject =
  | { readonly kind: "service-died"; readonly death: Death }
  | { readonly kind: "service-failed"; readonly failure: Failure }
  | { readonly kind: "models-unread"; readonly failure: Failure }
  | { readonly kind: "operation-failed"; readonly operation: Operation; readonly failure: Failure }
  | { readonly kind: "download-failed"; readonly model: ModelName; readonly failure: Failure };

/** Those that nobody has dismissed yet, oldest first. */
export type Notices = readonly Notice[];

export type NoticeCommand = { readonly type: "notice.dismiss"; readonly number: number };

export type NoticeEvent = { readonly type: "notice.dismissed"; readonly number: number };

/** What other nouns' events may tell a person. */
export type Telling =
  | ServiceEvent
  | ModelsEvent
  | OperationEvent
  | DownloadEvent
  | ApiTestEvent
  | NoticeEvent;

export const initialNotices: Notices = [];

/** Adds what a fact makes worth telling; a failed download is told with its model. */
export function evolveNotices(
  notices: Notices,
  event: Telling,
  number: number,
  downloads: Downloads,
): Notices {
  if (event.type === "notice.dismissed") return notices.filter((notice) => notice.number !== event.number);
  const subject = subjectOf(event, downloads);
  return subject ? [...notices, { number, about: subject }] : notices;
}

export function decideNotice(notices: Notices, command: NoticeCommand): Decision<NoticeEvent> {
  return notices.some(({ number }) => number === command.number)
    ? accept({ type: "notice.dismissed", number: command.number })
    : refuse({ reason: "no-such-notice" });
}

function subjectOf(event: Exclude<Telling, NoticeEvent>, downloads: Downloads): NoticeSubject | undefined {
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
      const model = downloads[event.id]?.model;
      return model && { kind: "download-failed", model, failure: event.failure };
    }
    default:
      return undefined;
  }
}
