import { accept, refuse, type Decision } from "../shared/decision.ts";
import type { HostId, WithoutHost } from "../hosts/host.ts";
import type { DownloadFact } from "./download-events.ts";
import {
  allDownloads,
  byTurn,
  isInLine,
  isPausable,
  isPaused,
  isRetryable,
  isUnfinished,
  type Download,
  type Downloads,
} from "./downloads.ts";
import { isLeftover } from "../models/leftover.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import { isSameOrigin, type Origin } from "../sending/origin.ts";
import type { Service } from "../service/service.ts";
import type { DownloadId } from "./download-id.ts";
import type { PullLayer } from "./pull-progress.ts";
import { nextAfter, placesIn, type QueueMove } from "./queue-move.ts";

/** Commands for downloads: a new one, one of them, or all of a host. */
export type DownloadCommand =
  | {
      readonly type: "download.request";
      readonly host: HostId;
      readonly id: DownloadId;
      readonly model: ModelName;
      /** The layers to fetch, if the caller knows them. */
      readonly layers?: readonly PullLayer[];
      readonly from?: Origin;
    }
  | OneDownloadCommand
  | MoveCommand
  | { readonly type: "download.pause-all"; readonly host: HostId }
  | { readonly type: "download.resume-all"; readonly host: HostId }
  | { readonly type: "download.clear-all"; readonly host: HostId };

type OneDownloadCommand =
  | { readonly type: "download.pause"; readonly host: HostId; readonly id: DownloadId }
  | { readonly type: "download.resume"; readonly host: HostId; readonly id: DownloadId }
  | { readonly type: "download.cancel"; readonly host: HostId; readonly id: DownloadId }
  /** Continues a failed or cancelled download where it stopped. */
  | { readonly type: "download.retry"; readonly host: HostId; readonly id: DownloadId }
  /** Removes an ended download from the list. */
  | { readonly type: "download.clear"; readonly host: HostId; readonly id: DownloadId };

type MoveCommand = {
  readonly type: "download.move";
  readonly host: HostId;
  readonly id: DownloadId;
  readonly to: QueueMove;
};

/** The facts that follow from a command, or why it is refused. */
export function decideDownload(
  downloads: Downloads,
  service: Pick<Service, "situation">,
  command: DownloadCommand,
): Decision<WithoutHost<DownloadFact>> {
  const all = allDownloads(downloads);
  switch (command.type) {
    case "download.request":
      return decideRequest(all, service, command);
    case "download.pause-all":
      return decideAll("pause", all.filter(isPausable).map(toFact("download.pause-requested")));
    case "download.move":
      return decideMove(all, command);
    case "download.resume-all":
      return decideAll("resume", all.filter(isPaused).map(toFact("download.resume-requested")));
    case "download.clear-all":
      return decideAll("clear", all.filter((one) => !isUnfinished(one)).map(toFact("download.cleared")));
    case "download.pause":
    case "download.resume":
    case "download.cancel":
    case "download.retry":
    case "download.clear": {
      const download = all.find(({ id }) => id === command.id);
      return download ? decideOne(all, download, command.type) : refuse({ reason: "no-such-download" });
    }
  }
}

const decideAll = (
  to: "pause" | "resume" | "clear",
  facts: readonly WithoutHost<DownloadFact>[],
): Decision<WithoutHost<DownloadFact>> =>
  facts.length > 0 ? accept(...facts) : refuse({ reason: "no-download", to });

/**
 * While Ollama does not run, a download waits for it. A model whose download has been paused, cancelled or has failed
 * continues that one, because its data is on the disk. Other ended downloads of the model are cleared.
 */
function decideRequest(
  all: readonly Download[],
  { situation }: Pick<Service, "situation">,
  { id, model, layers, from }: Extract<DownloadCommand, { type: "download.request" }>,
): Decision<WithoutHost<DownloadFact>> {
  if (situation.kind === "misconfigured") return refuse({ reason: "bad-host", problem: situation.problem });
  if (isLeftover(model)) return refuse({ reason: "leftover", model });
  const same = unfinishedOf(all, model);
  if (same && isPaused(same) && isSameOrigin(same.from, from))
    return accept({ type: "download.resume-requested", id: same.id });
  if (same) return refuse({ reason: "already-downloading", model: same.model });
  const ended = all.filter((one) => isSameModel(one.model, model));
  const kept = ended.findLast((one) => isRetryable(one) && isSameOrigin(one.from, from));
  const known = layers && { layers };
  return accept<WithoutHost<DownloadFact>>(
    kept
      ? { type: "download.retry-requested", id: kept.id, ...known }
      : { type: "download.requested", id, model, ...known, ...(from && { from }) },
    ...ended.filter((one) => one !== kept).map(toFact("download.cleared")),
  );
}

function decideOne(
  all: readonly Download[],
  download: Download,
  type: OneDownloadCommand["type"],
): Decision<WithoutHost<DownloadFact>> {
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
      const same = unfinishedOf(all, model);
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

/** All those between its old place and the new one move up by one: the order of all others stays as it is. */
function decideMove(
  all: readonly Download[],
  { id, to }: Pick<MoveCommand, "id" | "to">,
): Decision<WithoutHost<DownloadFact>> {
  const download = all.find((one) => one.id === id);
  if (!download || !isUnfinished(download)) return refuse({ reason: "no-such-download" });
  const queue = all.filter(isUnfinished).toSorted(byTurn);
  const line = queue.filter(isInLine).map((one) => one.id);
  const moved = placesIn(
    queue.map((one) => one.id),
    id,
    nextAfter(line, id, to),
  );
  return accept(
    ...queue.flatMap((one, index): readonly WithoutHost<DownloadFact>[] => {
      const now = moved[index];
      return now === undefined || now === one.id
        ? []
        : [{ type: "download.moved", id: now, place: one.queuedSeq }];
    }),
  );
}

const unfinishedOf = (all: readonly Download[], model: ModelName): Download | undefined =>
  all.find((one) => isUnfinished(one) && isSameModel(one.model, model));

type OneDownloadFact = "download.pause-requested" | "download.resume-requested" | "download.cleared";

const toFact =
  <Type extends OneDownloadFact>(type: Type) =>
  ({ id }: Download): { readonly type: Type; readonly id: DownloadId } => ({ type, id });
