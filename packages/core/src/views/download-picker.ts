import { t } from "@vscode/l10n";
import type { AppState } from "../domain/domain.ts";
import type { DownloadId } from "../domain/names.ts";
import type { Deed } from "./download-actions.ts";
import { downloadRows } from "./download-rows.ts";
import { remarks } from "./format.ts";
import { plainRefusal, type RefusalView } from "./refusal.ts";

/** One download to choose from. */
export type DownloadChoice = { readonly id: DownloadId; readonly label: string; readonly detail: string };

/** The downloads for which a thing can be done. */
export const downloadChoices = (state: AppState, nowMs: number, deed: Deed): readonly DownloadChoice[] =>
  downloadRows(state, nowMs)
    .filter(({ deeds }) => deeds.includes(deed))
    .map(({ key, model, status, numbers }) => ({ id: key, label: model, detail: remarks(status, numbers) }));

/** Why there is no download to choose. */
export const whyNoDownload = (deed: Deed): RefusalView => plainRefusal(noneWords(deed));

function noneWords(deed: Deed): string {
  switch (deed) {
    case "pause":
    case "cancel":
      return t("Nothing is being downloaded.");
    case "resume":
      return t("No download is paused.");
    case "retry":
      return t("No download has failed or was cancelled.");
    case "forget":
      return t("No download was left unfinished.");
    case "clear":
      return t("No download has ended.");
  }
}
