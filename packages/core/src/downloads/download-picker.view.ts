import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import type { DownloadId } from "./download-id.ts";
import type { Deed } from "./download-actions.view.ts";
import { downloadRows } from "./downloads.view.ts";
import { remarks } from "../ui/text/format.view.ts";
import { plainRefusal, type RefusalView } from "../ui/text/refusal.view.ts";

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
      return l10n.t("No download is running.");
    case "resume":
      return l10n.t("No download is paused.");
    case "retry":
      return l10n.t("No download has failed or been cancelled.");
    case "forget":
      return l10n.t("There is no partial download to delete.");
    case "clear":
      return l10n.t("There is no finished download to clear.");
  }
}
