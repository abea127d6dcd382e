import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, hostReadings, type AppState } from "../app/state.ts";
import { hostName } from "../hosts/host-name.view.ts";
import { describeComing, describeSent } from "../sending/sending.view.ts";
import { describeCause, describeFailure } from "../ui/text/failure.view.ts";
import { bytes, left, remarks, shareText } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { describePullFailureBriefly } from "./download-brief.view.ts";
import { isPausable, isPulling, type Download } from "./downloads.ts";
import type { Progress } from "./progress.ts";
import { haveCommonLayer } from "./pull-progress.ts";
import { describeStandstill } from "./standstill.view.ts";
import { describeWaiting, describeWaitingBriefly } from "./waiting.view.ts";

/** What a download is doing. */
type DownloadStatus = {
  readonly status: string;
  /** The same in a few words, where the status has many. */
  readonly word?: string;
  /** The same and how far it is, for a side bar. */
  readonly short?: string;
  readonly tone: Tone;
};

/** Where it is shown, and when. */
export type StatusContext = {
  /** The downloads that pull or wait for their turn, in order. */
  readonly ahead: readonly Download[];
  readonly nowMs: number;
  /** Whether it is shown with the host from which it is sent. */
  readonly isSentAway?: boolean;
};

export function downloadStatus(
  download: Download,
  state: AppState,
  progress: Progress,
  context: StatusContext,
): DownloadStatus {
  const status = statusHere(download, state, progress, context);
  return context.isSentAway ? statusOfSending(download, state, status) : status;
}

function statusHere(
  download: Download,
  state: AppState,
  progress: Progress,
  { ahead, nowMs }: StatusContext,
): DownloadStatus {
  const { situation } = download;
  const { service } = hostFacts(state);
  const waiting = isPausable(download) ? describeWaiting(service) : undefined;
  if (waiting !== undefined) {
    const share = progress.share === undefined ? "" : shareText(progress.share);
    const short = remarks(share, describeWaitingBriefly(service));
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
function statusOfSending(
  { situation }: Download,
  state: AppState,
  { status, tone }: DownloadStatus,
): DownloadStatus {
  const host = hostOf(state);
  const name = host === undefined ? "" : hostName(state, host);
  return situation.kind === "pulling"
    ? { status: l10n.t("sending to {0}", name), tone }
    : { status: l10n.t("{0}: {1}", name, status), tone };
}

function describeQueued(download: Download, ahead: readonly Download[], pullsAtOnce: number): DownloadStatus {
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

function describePulling({ step, againBytes, standstill }: Progress, nowMs: number): DownloadStatus {
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
