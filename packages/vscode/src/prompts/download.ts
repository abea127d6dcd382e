import type { DownloadId } from "@paddock/core";
import type { DownloadChoice } from "@paddock/core/views";
import * as vscode from "vscode";

/** Which of these downloads? Not asked where there is only one. */
export async function askForDownload(choices: readonly DownloadChoice[]): Promise<DownloadId | undefined> {
  const [only] = choices;
  if (only && choices.length === 1) return only.id;
  const items = choices.map(({ id, label, detail }) => ({ id, label, description: detail }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Select a download"),
  });
  return picked?.id;
}
