import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, hostOf, stateAt } from "../app/state.ts";
import { byTurn, isPulling, isUnderWay, isUnfinished, type Download } from "./downloads.ts";
import type { Failure } from "../shared/failure.ts";
import type { ModelName } from "../models/model-name.ts";
import { narrowModelNames } from "../models/short-name.view.ts";
import type { DownloadId } from "./download-id.ts";
import { combined, type Progress } from "./progress.ts";
import { whileStuck } from "./standstill.view.ts";
import { actionAt, actionOf, downloadOffers, type Action, type DownloadActionType } from "../ui/actions.ts";
import { downloadsHere, isStuck, progressIn, sentFrom } from "./downloads-here.view.ts";
import { findOutWhy } from "../doctor/find-out-why.view.ts";
import { remedies } from "./remedies.view.ts";
import { bytes, capitalized, percent, remarks, shareText } from "../ui/text/format.view.ts";
import { briefOf, lineOf, stageOf, type DownloadLine, type DownloadStage } from "./download-brief.view.ts";
import { figuresOf } from "./download-figures.view.ts";
import { downloadStatus, type StatusContext } from "./download-status.view.ts";
import { describeSentSoFar } from "../sending/sending.view.ts";
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
  if (share !== undefined) return shareText(share);
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

function downloadRow(download: Download, state: AppState, context: StatusContext): DownloadRow {
  const { id, model, situation } = download;
  const progress = progressIn(state, download);
  const { status, word = status, short, tone } = downloadStatus(download, state, progress, context);
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
  return { percent: percent(share), percentText: shareText(share) };
}
