import { whyCannot } from "../service/owner.ts";
import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf, isNoticeTrue } from "../app/state.ts";
import { isResultOfRequest, type Notice, type NoticeSubject } from "./notices.ts";
import { findOutWhy } from "../doctor/find-out-why.view.ts";
import { aboutHost } from "../hosts/host-name.view.ts";
import { modelLabel } from "../models/leftover.view.ts";
import type { Operation } from "../models/operations.ts";
import { tellingLine } from "../service/log-lines.ts";
import { failureRemedies } from "../service/service-actions.view.ts";
import type { Service } from "../service/service.ts";
import { describeDiffering, restartWithThese } from "../environment/differing.view.ts";
import { deathWords, describeLoop, describeServiceFailure, logOfDeath } from "../service/service.view.ts";
import { actionAt, actionOf, type Action } from "../ui/actions.ts";
import { remedies } from "../downloads/remedies.view.ts";
import { canRetry } from "../downloads/retries.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { describeStoreFailure } from "../ui/text/store-failure.view.ts";
import { sentences } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";

export type NoticeView = {
  readonly key: number;
  readonly notice: Notice;
  readonly text: string;
  readonly tone: Tone;
  readonly actions: readonly Action[];
  /** The view whose rows say the same. */
  readonly row?: "service" | "models" | "downloads";
};

/** The notices to show, oldest first. */
export const noticeViews = (state: AppState): readonly NoticeView[] =>
  state.facts.notices
    .filter((notice) => holds(notice, state))
    .map((notice) => {
      const { number, host, about } = notice;
      const { actions, ...words } = wordsOf(about, hostFacts(state, host).service);
      const row = ROWS[about.kind];
      return {
        key: number,
        notice,
        ...words,
        text: aboutHost(state, host, words.text),
        ...(row && { row }),
        actions: host === undefined ? actions : actions.map((action) => actionAt(host, action)),
      };
    });

/** Whether a notice, shown or not, still says what is so. */
export function holds(notice: Notice, state: AppState): boolean {
  if (notice.about.kind === "models-unread" && modelsOf(state, notice.host).unread === undefined)
    return false;
  return isNoticeTrue(notice, state.facts);
}

/** Whether a notice takes the place of one that is shown: it says the same of something newer. */
export const supersedes = (later: Notice, shown: Notice): boolean =>
  later.number > shown.number &&
  later.about.kind === shown.about.kind &&
  later.host === shown.host &&
  !isResultOfRequest(later.about);

/** What a failed operation was is in no row. */
const ROWS: Readonly<Record<NoticeSubject["kind"], NoticeView["row"]>> = {
  "service-died": "service",
  "service-failed": "service",
  "environment-differs": "service",
  "models-unread": "models",
  "operation-failed": undefined,
  "download-failed": "downloads",
  "download-completed": "downloads",
  "history-set-aside": undefined,
  "history-removed": undefined,
  "history-unkept": undefined,
};

function wordsOf(subject: NoticeSubject, service: Service): Omit<NoticeView, "key" | "notice"> {
  switch (subject.kind) {
    case "service-died": {
      const { exit, logLines } = subject.death;
      const isOurs = logLines.length > 0 || exit.code !== undefined || exit.signal !== undefined;
      const startIt = whyCannot(service.owner, "start") ? [] : [actionOf({ type: "service.start" })];
      if (!isOurs) return { text: l10n.t("Ollama has stopped."), tone: "quiet", actions: startIt };
      const { remark, tone } = deathWords(subject.death);
      return {
        text: sentences(remark, lastLogOutput(logOfDeath(subject.death)), describeLoop(service)),
        tone,
        actions: [actionOf({ type: "service.start" }), actionOf({ type: "service.show-log" }), findOutWhy()],
      };
    }
    case "service-failed":
      return {
        text: sentences(describeStartFailure(subject), describeLoop(service)),
        tone: "wrong",
        actions: [actionOf({ type: "service.show-log" }), ...failureRemedies(subject.failure), findOutWhy()],
      };
    case "environment-differs":
      return {
        text: describeDiffering(subject.names),
        tone: "quiet",
        actions: [restartWithThese(subject.names)],
      };
    case "models-unread":
      return {
        text: sentences(l10n.t("The list of models could not be read."), describeFailure(subject.failure)),
        tone: "warn",
        actions: [actionOf({ type: "models.refresh" }, l10n.t("Try Again")), findOutWhy()],
      };
    case "operation-failed":
      return {
        text: sentences(describeFailed(subject.operation), describeFailure(subject.failure)),
        tone: "wrong",
        actions: [findOutWhy()],
      };
    case "download-failed": {
      const retry = canRetry(subject.failure) ? [actionOf({ type: "download.retry", id: subject.id })] : [];
      return {
        text: sentences(describeNotGot(subject), describeFailure(subject.failure)),
        tone: "wrong",
        actions: [...[...remedies(subject.failure, subject, service), ...retry].slice(0, 2), findOutWhy()],
      };
    }
    case "download-completed":
      return {
        text: describeGot(subject),
        tone: "good",
        actions: [],
      };
    case "history-set-aside":
    case "history-removed":
    case "history-unkept":
      return {
        text: describeHistoryNews(subject),
        tone: "warn",
        actions: [actionOf({ type: "report.make" })],
      };
  }
}

type HistoryNews = Extract<
  NoticeSubject,
  { readonly kind: "history-set-aside" | "history-removed" | "history-unkept" }
>;

function describeHistoryNews(news: HistoryNews): string {
  switch (news.kind) {
    case "history-set-aside":
      return l10n.t(
        "Paddock's history file was damaged. It was saved as “{0}”, and a new one was started.",
        news.file,
      );
    case "history-removed":
      return l10n.t(
        "Paddock's history file is gone: it was removed, or its disk is no longer there. A new one was started with the current state; earlier events are lost.",
      );
    case "history-unkept":
      return sentences(
        l10n.t("Paddock cannot save its history at the moment."),
        describeStoreFailure(news.failure),
      );
  }
}

function describeGot({ model, from, file }: Extract<NoticeSubject, { kind: "download-completed" }>): string {
  if (file !== undefined) return l10n.t("“{0}” was imported.", model);
  return from === undefined ? l10n.t("“{0}” was downloaded.", model) : l10n.t("“{0}” was copied.", model);
}

function describeNotGot({ model, from, file }: Extract<NoticeSubject, { kind: "download-failed" }>): string {
  if (file !== undefined) return l10n.t("“{0}” could not be imported.", model);
  return from === undefined
    ? l10n.t("“{0}” could not be downloaded.", model)
    : l10n.t("“{0}” could not be copied.", model);
}

function lastLogOutput(logLines: readonly string[]): string {
  const telling = tellingLine(logLines);
  return telling === undefined ? "" : l10n.t("Last log output: {0}", telling);
}

/** With the telling line of the log, which then need not be searched for the reason. */
const describeStartFailure = ({
  failure,
  logLines = [],
}: Extract<NoticeSubject, { kind: "service-failed" }>): string =>
  sentences(describeServiceFailure({ failure, logLines }), lastLogOutput(logLines));

function describeFailed(operation: Operation): string {
  const label = modelLabel(operation.model);
  switch (operation.kind) {
    case "load":
      return l10n.t("“{0}” could not be loaded.", label);
    case "unload":
      return l10n.t("“{0}” could not be unloaded.", label);
    case "keep":
      return l10n.t("“{0}” could not be kept loaded.", label);
    case "delete":
      return l10n.t("“{0}” could not be deleted.", label);
    case "copy":
      return l10n.t("“{0}” could not be copied.", label);
    case "free-backup":
      return l10n.t("The backup of “{0}” could not be deleted.", label);
    case "rename":
      return l10n.t("“{0}” could not be renamed.", label);
  }
}
