import * as l10n from "@vscode/l10n";
import type { Failure } from "../shared/failure.ts";
import type { Service } from "../service/service.ts";
import { describeCause } from "../ui/text/failure.view.ts";
import { bytes, remarks, shareText, withoutStop } from "../ui/text/format.view.ts";
import type { DownloadFigures } from "./download-figures.view.ts";
import { isPausable, isPulling, isUnfinished, type Download } from "./downloads.ts";
import type { Progress } from "./progress.ts";
import { describeWaiting } from "./waiting.view.ts";

/** What an icon tells of a download. `offline`: it waits for Ollama; `still`: it runs, but no bytes arrive. */
export type DownloadStage = Download["situation"]["kind"] | "offline" | "still";

export function stageOf(
  download: Download,
  service: Pick<Service, "situation" | "endpoint">,
  { standstill }: Progress,
): DownloadStage {
  if (isPausable(download) && describeWaiting(service) !== undefined) return "offline";
  return download.situation.kind === "pulling" && standstill ? "still" : download.situation.kind;
}

type Described = {
  readonly download: Download;
  readonly status: string;
  readonly progress: Progress;
  readonly figures: DownloadFigures;
};

/** What tells most of a download, and the numbers after it: what is cut off is then what matters least. */
export type DownloadLine = { readonly word: string; readonly rest: string };

/** The share and the time left of what is unfinished; of the rest first what happened. */
export function lineOf({ download, status, progress, figures }: Described): DownloadLine {
  const { amount, rate, timeLeft } = figures;
  const { situation } = download;
  if (situation.kind === "failed")
    return { word: describePullFailureBriefly(situation.failure), rest: amount };
  if (!isUnfinished(download)) return { word: status, rest: amount };
  const share = progress.share === undefined ? "" : shareText(progress.share);
  const isAsUsual = bringsBytes(download, progress);
  return {
    word: remarks(share, isAsUsual && timeLeft !== "" ? timeLeft : status),
    rest: remarks(amount, isAsUsual && rate),
  };
}

/** Whether it does what a download is for: of anything else, the status is told. */
export const bringsBytes = (download: Download, { step, standstill, againBytes }: Progress): boolean =>
  isPulling(download) && step === "pulling" && !standstill && againBytes === undefined;

/** What happened, in few words: a row has one line for it. */
export function describePullFailureBriefly(failure: Failure): string {
  if (failure.kind === "disk-full") return l10n.t("Disk full");
  if (failure.kind === "no-room")
    return l10n.t("Disk full: {0} more are needed", bytes(failure.neededBytes - failure.freeBytes));
  return withoutStop(describeCause(failure));
}

/** The same in one text, without the rate; of a failure with what to do next. */
export function briefOf(described: Described): string {
  const { word } = lineOf(described);
  const { download, status, figures } = described;
  return remarks(download.situation.kind === "failed" ? status : word, figures.amount);
}
