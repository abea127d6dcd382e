import type { ModelName } from "@paddock/core";
import type { ModelChoice } from "@paddock/core/views";
import * as vscode from "vscode";

/** Which of these models? */
export async function askForModel(choices: readonly ModelChoice[]): Promise<ModelName | undefined> {
  const items = choices.map(({ model, label, detail }) => ({ model, label, description: detail }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Select a model"),
    matchOnDescription: true,
  });
  return picked?.model;
}
