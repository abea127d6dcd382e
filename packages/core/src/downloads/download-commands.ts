import { accept, refuse, type Decision } from "../shared/decision.ts";
import {
  allDownloads,
  isPausable,
  isPaused,
  isRetryable,
  isUnfinished,
  type Download,
  type DownloadFact,
  type Downloads,
} from "./downloads.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { DownloadId } from "./download-id.ts";
import type { PullLayer } from "./pull-progress.ts";

/** What can be asked of downloads: a new one, something of one of them, or of all of a host. */
export type DownloadCommand =
  | {
      readonly type: "download.request";
      readonly id: DownloadId;
      readonly model: ModelName;
      /** What there is to fetch, where whoever asks knows it already. */
      readonly layers?: readonly PullLayer[];
    }
  | ToOne
  | { readonly type: "download.pause-all" }
  | { readonly type: "download.resume-all" }
  | { readonly type: "download.clear-all" };

/** What can be asked of one download. */
type ToOne =
  | { readonly type: "download.pause"; readonly id: DownloadId }
  | { readonly type: "download.resume"; readonly id: DownloadId }
  | { readonly type: "download.cancel"; readonly id: DownloadId }
  /** Takes up one that has failed, or was cancelled, where it was left. */
  | { readonly type: "download.retry"; readonly id: DownloadId }
  /** Takes one that has ended off the list. */
  | { readonly type: "download.clear"; readonly id: DownloadId };

/** The host that is looked after, and whether it can download now. */
export type DownloadHost = { readonly origin: string | undefined; readonly isRunning: boolean };

/** A download is one host's: what another one has begun waits until that is looked after again. */
export function decideDownload(
  downloads: Downloads,
  host: DownloadHost,
  command: DownloadCommand,
): Decision<DownloadFact> {
  const here = allDownloads(downloads).filter(({ origin }) => origin === host.origin);
  switch (command.type) {
    case "download.request":
      return decideRequest(here, host, command);
    case "download.pause-all":
      return decideAll("pause", here.filter(isPausable).map(toFact("download.pause-requested")));
    case "download.resume-all":
      return decideAll("resume", here.filter(isPaused).map(toFact("download.resume-requested")));
    case "download.clear-all":
      return decideAll("clear", here.filter((one) => !isUnfinished(one)).map(toFact("download.cleared")));
    case "download.pause":
    case "download.resume":
    case "download.cancel":
    case "download.retry":
    case "download.clear": {
      const download = here.find(({ id }) => id === command.id);
      return download ? decideOne(here, download, command.type) : refuse({ reason: "no-such-download" });
    }
  }
}

const decideAll = (
  to: "pause" | "resume" | "clear",
  facts: readonly DownloadFact[],
): Decision<DownloadFact> => (facts.length > 0 ? accept(...facts) : refuse({ reason: "no-download", to }));

function decideRequest(
  here: readonly Download[],
  { origin, isRunning }: DownloadHost,
  { id, model, layers }: Extract<DownloadCommand, { type: "download.request" }>,
): Decision<DownloadFact> {
  if (origin === undefined || !isRunning) return refuse({ reason: "not-running" });
  const same = unfinishedOf(here, model);
  if (same && isPaused(same)) return accept({ type: "download.resume-requested", id: same.id });
  if (same) return refuse({ reason: "already-downloading", model: same.model });
  return accept({ type: "download.requested", id, model, origin, ...(layers && { layers }) });
}

function decideOne(
  here: readonly Download[],
  download: Download,
  type: ToOne["type"],
): Decision<DownloadFact> {
  const { id, model, situation } = download;
  const hasEnded = !isUnfinished(download);
  switch (type) {
    case "download.pause":
      if (hasEnded) return refuse({ reason: "no-such-download" });
      return isPausable(download) ? accept({ type: "download.pause-requested", id }) : accept();
    case "download.resume":
      if (hasEnded) return refuse({ reason: "no-such-download" });
      return isPaused(download) ? accept({ type: "download.resume-requested", id }) : accept();
    case "download.cancel":
      if (hasEnded) return refuse({ reason: "no-such-download" });
      return situation.kind === "cancelling" ? accept() : accept({ type: "download.cancel-requested", id });
    case "download.retry": {
      if (!hasEnded) return accept();
      const same = unfinishedOf(here, model);
      if (same) return refuse({ reason: "already-downloading", model: same.model });
      return isRetryable(download)
        ? accept({ type: "download.retry-requested", id })
        : refuse({ reason: "no-such-download" });
    }
    case "download.clear":
      return hasEnded
        ? accept({ type: "download.cleared", id })
        : refuse({ reason: "still-downloading", model });
  }
}

const unfinishedOf = (here: readonly Download[], model: ModelName): Download | undefined =>
  here.find((one) => isUnfinished(one) && isSameModel(one.model, model));

type OfOne = "download.pause-requested" | "download.resume-requested" | "download.cleared";

const toFact =
  <Type extends OfOne>(type: Type) =>
  ({ id }: Download): { readonly type: Type; readonly id: DownloadId } => ({ type, id });
