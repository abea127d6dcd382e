import { parseModelName, type ModelName } from "@paddock/core";
import * as vscode from "vscode";

/** Under which other name? */
export async function askForCopyDestination(source: ModelName): Promise<ModelName | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Copy “{0}”", source),
    prompt: vscode.l10n.t("The name of the copy. It shares the layers of the original, and takes no space."),
    value: `${source.replace(/:[^:/]*$/, "")}-copy`,
    validateInput: (value) =>
      value.trim() === "" || parseModelName(value)
        ? undefined
        : vscode.l10n.t("That is not a model's name. Names are like “llama3.2” or “user/model:tag”."),
  });
  return text === undefined ? undefined : parseModelName(text);
}
