import { ownerOf, whyCannot } from "../service/owner.ts";
import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts } from "../app/state.ts";
import type { NoticeSubject } from "./notices.ts";
import type { HostId } from "../hosts/host.ts";
import type { Operation } from "../models/operations.ts";
import { tellingLine } from "../service/log-lines.ts";
import { failureRemedies } from "../service/service-actions.view.ts";
import type { Service } from "../service/service.ts";
import { deathWords, describeServiceFailure, logOfDeath } from "../service/service.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { remedies } from "../downloads/remedies.view.ts";
import { canRetry } from "../downloads/retries.ts";
import { describeFailure, describeStoreFailure } from "../ui/text/failure.view.ts";
import { sentences } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";

export type NoticeView = {
  readonly key: number;
  /** At most one notice of each subject is on screen at a time. */
  readonly subject: NoticeSubject["kind"] | number;
  readonly text: string;
  readonly tone: Tone;
  readonly actions: readonly Action[];
};

/** The notices to show, oldest first. */
export const noticeViews = (state: AppState): readonly NoticeView[] =>
  state.facts.notices.map(({ number, host, about }) => {
    const { actions, ...words } = wordsOf(about, hostFacts(state, host).service);
    return {
      key: number,
      subject: isResultOfRequest(about) ? number : about.kind,
      ...words,
      actions: host === undefined ? actions : actions.map((action) => atHostOf(host, action)),
    };
  });

/** The person may press a button of a notice after another host is watched. */
const atHostOf = (host: HostId, { request, ...action }: Action): Action => ({
  ...action,
  request: { ...request, host },
});

/** Each of these is the result of a request. The others are about lasting states, which are shown elsewhere too. */
const isResultOfRequest = ({ kind }: NoticeSubject): boolean =>
  kind === "operation-failed" || kind === "download-failed";

function wordsOf(subject: NoticeSubject, service: Service): Omit<NoticeView, "key" | "subject"> {
  switch (subject.kind) {
    case "service-died": {
      const { exit, logLines } = subject.death;
      const isOurs = logLines.length > 0 || exit.code !== undefined || exit.signal !== undefined;
      const startIt = whyCannot(ownerOf(service), "start") ? [] : [actionOf({ type: "service.start" })];
      if (!isOurs) return { text: l10n.t("Ollama has stopped."), tone: "quiet", actions: startIt };
      const { remark, tone } = deathWords(subject.death);
      return {
        text: sentences(remark, lastLogOutput(logOfDeath(subject.death))),
        tone,
        actions: [actionOf({ type: "service.start" }), actionOf({ type: "service.show-log" })],
      };
    }
    case "service-failed":
      return {
        text: describeStartFailure(subject),
        tone: "wrong",
        actions: [actionOf({ type: "service.show-log" }), ...failureRemedies(subject.failure)],
      };
    case "models-unread":
      return {
        text: sentences(l10n.t("The list of models could not be read."), describeFailure(subject.failure)),
        tone: "warn",
        actions: [actionOf({ type: "models.refresh" }, l10n.t("Try Again"))],
      };
    case "operation-failed":
      return {
        text: sentences(describeFailed(subject.operation), describeFailure(subject.failure)),
        tone: "wrong",
        actions: [],
      };
    case "download-failed": {
      const retry = canRetry(subject.failure) ? [actionOf({ type: "download.retry", id: subject.id })] : [];
      return {
        text: sentences(
          l10n.t("“{0}” could not be downloaded.", subject.model),
          describeFailure(subject.failure),
        ),
        tone: "wrong",
        actions: [...remedies(subject.failure, subject), ...retry].slice(0, 2),
      };
    }
    case "download-completed":
      return { text: l10n.t("“{0}” was downloaded.", subject.model), tone: "good", actions: [] };
    case "history-set-aside":
      return {
        text: l10n.t(
          "Paddock's history file was damaged. It was saved as “{0}”, and a new one was started.",
          subject.file,
        ),
        tone: "warn",
        actions: [],
      };
    case "history-unkept":
      return {
        text: sentences(
          l10n.t("Paddock cannot save its history at the moment."),
          describeStoreFailure(subject.failure),
        ),
        tone: "warn",
        actions: [],
      };
  }
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
  switch (operation.kind) {
    case "load":
      return l10n.t("“{0}” could not be loaded.", operation.model);
    case "unload":
      return l10n.t("“{0}” could not be unloaded.", operation.model);
    case "delete":
      return l10n.t("“{0}” could not be deleted.", operation.model);
    case "copy":
      return l10n.t("“{0}” could not be copied.", operation.model);
    case "free-backup":
      return l10n.t("The backup of “{0}” could not be deleted.", operation.model);
    case "rename":
      return l10n.t("“{0}” could not be renamed.", operation.model);
  }
}
