import * as l10n from "@vscode/l10n";
import { byteRate, bytes, bytesOf, left } from "../ui/text/format.view.ts";
import { isPulling, isUnderWay, isUnfinished, type Download } from "./downloads.ts";
import type { Progress } from "./progress.ts";
import { sizeOfLayers } from "./pull-progress.ts";

/** What is known of a download in numbers; empty where it is not. */
export type DownloadFigures = {
  readonly amount: string;
  readonly rate: string;
  readonly timeLeft: string;
};

export function figuresOf(download: Download, progress: Progress): DownloadFigures {
  const { doneBytes, bytesPerSecond, againBytes = 0 } = progress;
  const totalBytes = totalOf(download, progress);
  const amount = amountOf(download, progress, totalBytes);
  if (!isPulling(download) || bytesPerSecond === undefined) return { amount, rate: "", timeLeft: "" };
  const leftMs = totalBytes && ((totalBytes - doneBytes + againBytes) / bytesPerSecond) * 1000;
  const hasTime = leftMs !== undefined && Number.isFinite(leftMs);
  return {
    amount,
    rate: byteRate(bytesPerSecond),
    timeLeft: hasTime ? l10n.t("{0} left", left(leftMs)) : "",
  };
}

/** Ollama may pull something other than the manifest listed. */
function totalOf({ layers }: Download, { doneBytes, totalBytes }: Progress): number | undefined {
  const known = totalBytes ?? (layers && sizeOfLayers(layers));
  return known !== undefined && known >= doneBytes ? known : undefined;
}

function amountOf(
  download: Download,
  { doneBytes, atLeastBytes }: Progress,
  totalBytes: number | undefined,
): string {
  if (download.situation.kind === "completed") return totalBytes === undefined ? "" : bytes(totalBytes);
  if (doneBytes > 0) {
    const amount = soFar(doneBytes, totalBytes, atLeastBytes);
    // Of an upload that broke off, nothing is kept.
    return isUnfinished(download) || download.from ? amount : l10n.t("{0} kept", amount);
  }
  if (totalBytes === undefined) return "";
  // A size alone would read as what is on the disk.
  return isUnderWay(download) ? bytes(totalBytes) : bytesOf(0, totalBytes);
}

function soFar(doneBytes: number, totalBytes: number | undefined, atLeastBytes: number | undefined): string {
  if (totalBytes !== undefined) return bytesOf(doneBytes, totalBytes);
  return atLeastBytes === undefined || atLeastBytes <= doneBytes
    ? bytes(doneBytes)
    : l10n.t("{0} or more", bytesOf(doneBytes, atLeastBytes));
}
