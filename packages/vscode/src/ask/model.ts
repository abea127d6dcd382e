import type { ModelName } from "@paddock/core";
import type { ModelChoice } from "@paddock/core/views";
import * as vscode from "vscode";
import { say } from "../say.ts";

/** Which model? Says why where there is none to choose from. */
export async function askForModel(
  choices: readonly ModelChoice[],
  none: string,
): Promise<ModelName | undefined> {
  if (choices.length === 0) {
    void say({ text: none, tone: "quiet" });
    return undefined;
  }
  const items = choices.map(({ model, label, detail }) => ({ model, label, description: detail }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which model?"),
    matchOnDescription: true,
  });
  return picked?.model;
}
