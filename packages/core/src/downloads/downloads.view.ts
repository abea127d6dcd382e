import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, hostOf, hostReadings, stateAt } from "../app/state.ts";
import { byTurn, isPausable, isPulling, isUnderWay, isUnfinished, type Download } from "./downloads.ts";
import type { Failure } from "../shared/failure.ts";
import type { ModelName } from "../models/model-name.ts";
import { narrowModelNames } from "../models/short-name.view.ts";
import type { DownloadId } from "./download-id.ts";
import { combined, type Progress } from "./progress.ts";
import { haveCommonLayer } from "./pull-progress.ts";
import { describeStandstill, whileStuck } from "./standstill.view.ts";
import { actionAt, actionOf, downloadOffers, type Action, type DownloadActionType } from "../ui/actions.ts";
import { downloadsHere, isStuck, progressIn, sentFrom } from "./downloads-here.view.ts";
import { findOutWhy } from "../doctor/find-out-why.view.ts";
import { remedies } from "./remedies.view.ts";
import { describeCause, describeFailure } from "../ui/text/failure.view.ts";
import { bytes, capitalized, left, percent, percentText, remarks } from "../ui/text/format.view.ts";
import {
  briefOf,
  describePullFailureBriefly,
  lineOf,
  stageOf,
  type DownloadLine,
  type DownloadStage,
} from "./download-brief.view.ts";
import { figuresOf } from "./download-figures.view.ts";
import { describeComing, describeSent, describeSentSoFar } from "../sending/sending.view.ts";
import { hostName } from "../hosts/host-name.view.ts";
import { describeWaiting, describeWaitingBriefly } from "./waiting.view.ts";
import { describeKept } from "./kept-partials.view.ts";
import type { Tone } from "../ui/tone.ts";

/** A row in the list of downloads. */
export type DownloadRow = {
  readonly key: DownloadId;
  readonly model: ModelName;
  /** The model without its registry, for narrow places. */
  readonly label: string;
  /** What the download is doing, in a word or a sentence. */
  readonly status: string;
  /** The same in a few words, for a place that has no room for more. */
  readonly word: string;
  /** Its status and numbers in one text: the most important first. */
  readonly brief: string;
  /** The same for a side bar: its end is cut off, which is said by `brief`. */
  readonly narrow: string;
  /** The same for a row of the page. */
  readonly line: DownloadLine;
  /** Bytes, rate and time left, as far as known. */
  readonly numbers: string;
  /** Absent if the total is unknown. */
  readonly percent?: number;
  /** The same as text; empty if unknown. */
  readonly percentText: string;
  readonly tone: Tone;
  readonly stage: DownloadStage;
  /** Whether it is one of the finished ones, which are folded. */
  readonly isFinished: boolean;
  /** What is said once, when it is complete; empty before. */
  readonly news: string;
  /** The actions in its menus. */
  readonly offers: readonly DownloadActionType[];
  /** The buttons on a page, preceded by the remedies for its failure. */
  readonly actions: readonly Action[];
  /** The lines of the tooltip; plain text. */
  readonly hover: readonly string[];
};

/**
 * The downloads of the host that the window shows: pulling ones first, then the queue in order, then paused ones, then
 * ended ones (newest first). Before them, what is sent from there to other hosts.
 */
export function downloadRows(state: AppState, nowMs: number): readonly DownloadRow[] {
  const sent = sentFrom(state, hostOf(state)).map(({ host, download }) => {
    const at = stateAt(state, host);
    const row = downloadRow(download, at, { ahead: queueOf(at), nowMs, isSentAway: true });
    return { ...row, actions: row.actions.map((action) => actionAt(host, action)) };
  });
  const downloads = inOrder(downloadsHere(state));
  const ahead = queueOf(state);
  const rows = [...sent, ...downloads.map((download) => downloadRow(download, state, { ahead, nowMs }))];
  const shortName = narrowModelNames(rows.map(({ model }) => model));
  return rows.map((row) => ({ ...row, label: shortName(row.model) }));
}

/** What pulls or waits for its turn at the host that the window shows, in order. */
const queueOf = (state: AppState): readonly Download[] =>
  inOrder(downloadsHere(state)).filter(({ situation: { kind } }) => kind === "pulling" || kind === "queued");

/** How many downloads of the watched host are not finished; a failed one waits for the person as a paused one does. */
export const unfinishedCount = (state: AppState): number =>
  downloadsHere(state).filter((download) => !isFinished(download)).length;

const isFinished = ({ situation: { kind } }: Download): boolean =>
  kind === "completed" || kind === "cancelled";

/** Progress in its shortest form, over all of them: "42%", or the bytes if a total is unknown; empty if nothing is known. */
export function shortProgress(all: readonly Progress[]): string {
  const { share, doneBytes } = combined(all);
  if (share !== undefined) return percentText(percent(share));
  return doneBytes > 0 ? bytes(doneBytes) : "";
}

function inOrder(downloads: readonly Download[]): readonly Download[] {
  const byPlace = downloads.filter(isUnfinished).toSorted(byTurn);
  const ended = downloads.filter((download) => !isUnfinished(download));
  return [
    ...byPlace.filter(isPulling),
    // A download that is pausing or cancelling keeps its place until that is done.
    ...byPlace.filter((download) => isUnderWay(download) && !isPulling(download)),
    ...byPlace.filter((download) => !isUnderWay(download)),
    ...ended.toSorted((a, b) => b.sinceSeq - a.sinceSeq),
  ];
}

type RowContext = {
  readonly ahead: readonly Download[];
  readonly nowMs: number;
  /** Whether it is shown with the host from which it is sent. */
  readonly isSentAway?: boolean;
};

function downloadRow(download: Download, state: AppState, context: RowContext): DownloadRow {
  const { id, model, situation } = download;
  const progress = progressIn(state, download);
  const {
    status,
    word = status,
    short,
    tone,
  } = context.isSentAway
    ? statusOfSending(download, state, statusOf(download, state, progress, context))
    : statusOf(download, state, progress, context);
  const offers = downloadOffers(state, id);
  const figures = figuresOf(download, progress);
  const described = { download, status, progress, figures };
  const line = lineOf(described);
  const numbers = remarks(figures.amount, figures.rate, figures.timeLeft);
  const isComplete = situation.kind === "completed";
  const stuck = isStuck(state, download) ? whileStuck(state) : undefined;
  const help =
    situation.kind === "failed" ? helpWith(situation.failure, download, state) : (stuck?.actions ?? []);
  const begun = (text: string): string => (context.isSentAway ? text : capitalized(text)); // a host begins with its name
  return {
    key: id,
    model,
    label: model,
    status,
    word,
    brief: begun(briefOf(described)),
    narrow: begun(short === undefined ? briefOf(described) : remarks(short, figures.amount)),
    line: { ...line, word: begun(line.word) },
    numbers,
    ...percentOf(isComplete ? 1 : progress.share),
    tone,
    stage: stageOf(download, hostFacts(state).service, progress),
    isFinished: isFinished(download),
    news: isComplete ? l10n.t("{0} is downloaded", narrowModelNames([model])(model)) : "",
    offers,
    actions: [
      ...help,
      ...offers
        .filter(isButton)
        .toSorted(byWeight)
        .map((type) => actionOf({ type, id })),
    ],
    hover: [
      model,
      begun(remarks(status, numbers)),
      stuck?.why ?? "",
      situation.kind === "paused" || situation.kind === "cancelled" || situation.kind === "failed"
        ? keptOf(download, progress, state)
        : "",
    ].filter((line) => line !== ""),
  };
}

/** A row has room for one: what helps with this failure, else the doctor. */
function helpWith(failure: Failure, download: Download, state: AppState): readonly Action[] {
  const fitting = remedies(failure, download, hostFacts(state).service);
  return fitting.length > 0 ? fitting : [findOutWhy()];
}

/** A row has no room for more: it is moved by a key or by dragging, too. */
const isButton = (type: DownloadActionType): boolean => type !== "download.move-down";

/** What deletes data has a word, and the others have icons: words come first. */
const byWeight = (a: DownloadActionType, b: DownloadActionType): number =>
  Number(b === "download.forget") - Number(a === "download.forget");

function keptOf({ from }: Download, { doneBytes }: Progress, state: AppState): string {
  if (doneBytes === 0) return "";
  return from ? describeSentSoFar() : describeKept(hostFacts(state).service);
}

function percentOf(share: number | undefined): Pick<DownloadRow, "percent" | "percentText"> {
  if (share === undefined) return { percentText: "" };
  return { percent: percent(share), percentText: percentText(percent(share)) };
}

type Status = {
  readonly status: string;
  /** The same in a few words, where the status has many. */
  readonly word?: string;
  /** The same and how far it is, for a side bar. */
  readonly short?: string;
  readonly tone: Tone;
};

function statusOf(
  download: Download,
  state: AppState,
  progress: Progress,
  { ahead, nowMs }: RowContext,
): Status {
  const { situation } = download;
  const { service } = hostFacts(state);
  const waiting = isPausable(download) ? describeWaiting(service) : undefined;
  if (waiting !== undefined) {
    const short = remarks(percentOf(progress.share).percentText, describeWaitingBriefly(service));
    return { status: waiting, short, tone: "quiet" };
  }
  if (situation.kind === "queued" && hostReadings(state).isPullingElsewhere)
    return {
      status: l10n.t("waiting: another editor on this machine is downloading from this Ollama"),
      word: l10n.t("waiting for another editor"),
      tone: "quiet",
    };
  switch (situation.kind) {
    case "queued":
      return describeQueued(download, ahead, hostReadings(state).pullsAtOnce);
    case "pulling":
      return download.from
        ? describeComing(progress, download.from, state)
        : describePulling(progress, nowMs);
    case "waiting": {
      const { attempt, attempts, failure, untilMs } = situation;
      const time = left(untilMs - nowMs);
      const wait = l10n.t("trying again in {0} (attempt {1} of {2})", time, attempt, attempts);
      return {
        status: remarks(wait, describeCause(failure)),
        word: l10n.t("trying again in {0}", time),
        tone: "warn",
      };
    }
    case "pausing":
      return { status: l10n.t("pausing…"), tone: "busy" };
    case "paused":
      return { status: l10n.t("paused"), tone: "quiet" };
    case "cancelling":
      return { status: l10n.t("cancelling…"), tone: "busy" };
    case "completed":
      return { status: download.from ? describeSent(download, state) : l10n.t("downloaded"), tone: "good" };
    case "cancelled":
      return { status: l10n.t("cancelled"), tone: "quiet" };
    case "failed": {
      const word = describePullFailureBriefly(situation.failure);
      return { status: describeFailure(situation.failure), word, short: word, tone: "wrong" };
    }
  }
}

/** The same for the host from which it is sent: the status is about another one. */
function statusOfSending({ situation }: Download, state: AppState, { status, tone }: Status): Status {
  const host = hostOf(state);
  const name = host === undefined ? "" : hostName(state, host);
  return situation.kind === "pulling"
    ? { status: l10n.t("sending to {0}", name), tone }
    : { status: l10n.t("{0}: {1}", name, status), tone };
}

function describeQueued(download: Download, ahead: readonly Download[], pullsAtOnce: number): Status {
  const place = ahead.indexOf(download);
  if (place === 0) return { status: l10n.t("starting"), tone: "busy" };
  const pulling = ahead.filter(isPulling);
  const { layers = [] } = download;
  const sharing = pulling.find((one) => haveCommonLayer(one.layers ?? [], layers));
  // Only if it could begin otherwise: many models have a small layer in common.
  if (sharing && pulling.length < pullsAtOnce)
    return { status: l10n.t("waiting for {0}: they share a layer", sharing.model), tone: "quiet" };
  return { status: l10n.t("queued, number {0}", place + 1), tone: "quiet" };
}

function describePulling({ step, againBytes, standstill }: Progress, nowMs: number): Status {
  if (standstill) return { ...describeStandstill(standstill, nowMs), tone: "warn" };
  switch (step) {
    case "preparing":
      return { status: l10n.t("contacting the registry"), tone: "busy" };
    case "pulling":
      return againBytes === undefined
        ? { status: l10n.t("downloading"), tone: "busy" }
        : { status: l10n.t("downloading {0} of lost data again", bytes(againBytes)), tone: "busy" };
    case "verifying":
      return { status: l10n.t("verifying"), tone: "busy" };
    case "writing":
      return { status: l10n.t("finishing"), tone: "busy" };
  }
}
