import { t } from "@vscode/l10n";
import type { AppState } from "../domain/domain.ts";
import { allDownloads, isActive, progressOf, type Download, type Progress } from "../domain/downloads.ts";
import { partsOf, type DownloadId, type ModelName } from "../domain/names.ts";
import { isRunning } from "../domain/service.ts";
import { describeFailure } from "./failure.ts";
import { bytes, bytesOf, left, percent, remarks } from "./format.ts";
import type { Tone } from "./tone.ts";

/** One download, as its row shows it. */
export type DownloadRow = {
  readonly key: DownloadId;
  readonly model: string;
  /** The model without its registry, for where there is little room. */
  readonly label: string;
  /** What it is doing, in a word or a sentence. */
  readonly status: string;
  /** Bytes, rate and time left, as far as they are known. */
  readonly numbers: string;
  /** Absent where the total is unknown. */
  readonly percent?: number;
  readonly tone: Tone;
  readonly canCancel: boolean;
};

/** The downloads of this session, the newest first. */
export const downloadRows = ({ facts, readings }: AppState): readonly DownloadRow[] =>
  allDownloads(facts.downloads)
    .toReversed()
    .map((download) =>
      downloadRow(download, progressOf(readings.progress, download), isRunning(facts.service)),
    );

function downloadRow(download: Download, progress: Progress, isServiceUp: boolean): DownloadRow {
  const isWaiting = !isServiceUp && isUnderWay(download);
  const { status, tone } = isWaiting ? WAITING() : statusOf(download, progress);
  const isComplete = download.situation.kind === "completed";
  const share = isComplete ? 100 : shareOf(progress);
  return {
    key: download.id,
    model: download.model,
    label: shortName(download.model),
    status,
    numbers: numbersOf(progress, download),
    ...(share !== undefined && { percent: share }),
    tone,
    canCancel: isActive(download) && download.situation.kind !== "cancelling",
  };
}

const isUnderWay = ({ situation }: Download): boolean =>
  situation.kind === "requested" || situation.kind === "pulling";

/** It goes on by itself once the service runs. */
const WAITING = (): { readonly status: string; readonly tone: Tone } => ({
  status: t("waiting until Ollama runs"),
  tone: "quiet",
});

function shortName(name: ModelName): string {
  const { model, tag } = partsOf(name);
  return `${model}:${tag}`;
}

/** "42 %", for places where there is room for nothing else. */
export function shortProgress(progress: Progress): string {
  const share = shareOf(progress);
  return share === undefined ? bytes(progress.doneBytes) : t("{0} %", share);
}

const shareOf = ({ doneBytes, totalBytes }: Progress): number | undefined =>
  totalBytes === undefined ? undefined : percent(doneBytes, totalBytes);

function statusOf(
  { situation }: Download,
  { step }: Progress,
): { readonly status: string; readonly tone: Tone } {
  switch (situation.kind) {
    case "requested":
      return { status: t("starting"), tone: "busy" };
    case "pulling":
      return { status: describeStep(step), tone: "busy" };
    case "cancelling":
      return { status: t("cancelling…"), tone: "busy" };
    case "completed":
      return { status: t("downloaded"), tone: "good" };
    case "cancelled":
      return { status: t("cancelled"), tone: "quiet" };
    case "failed":
      return { status: describeFailure(situation.failure), tone: "wrong" };
  }
}

function describeStep(step: Progress["step"]): string {
  switch (step) {
    case "preparing":
      return t("asking the registry");
    case "pulling":
      return t("downloading");
    case "verifying":
      return t("verifying");
    case "writing":
      return t("finishing");
  }
}

function numbersOf({ doneBytes, totalBytes, bytesPerSecond }: Progress, download: Download): string {
  if (download.situation.kind === "completed") return totalBytes === undefined ? "" : bytes(totalBytes);
  const amount =
    totalBytes === undefined ? (doneBytes > 0 ? bytes(doneBytes) : "") : bytesOf(doneBytes, totalBytes);
  if (!isActive(download) || bytesPerSecond === undefined) return amount;
  const remainingMs =
    totalBytes === undefined ? undefined : ((totalBytes - doneBytes) / bytesPerSecond) * 1000;
  const hasTime = remainingMs !== undefined && Number.isFinite(remainingMs);
  return remarks(amount, t("{0}/s", bytes(bytesPerSecond)), hasTime && t("{0} left", left(remainingMs)));
}
