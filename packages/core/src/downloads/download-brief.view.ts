import type { Service } from "../service/service.ts";
import { percent, percentText, remarks } from "../ui/text/format.view.ts";
import type { DownloadFigures } from "./download-figures.view.ts";
import { isPausable, isUnfinished, type Download } from "./downloads.ts";
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

/** The share and the time left of what is unfinished; of the rest first what happened. */
export function briefOf({ download, status, progress, figures }: Described): string {
  const { amount, timeLeft } = figures;
  if (!isUnfinished(download)) return remarks(status, amount);
  const share = progress.share === undefined ? "" : percentText(percent(progress.share));
  const isMoving = progress.step === "pulling" && !progress.standstill;
  return remarks(share, isMoving && timeLeft !== "" ? timeLeft : status, amount);
}
