import { parseModelName, type ModelName } from "@paddock/core";
import * as vscode from "vscode";

/** Which model is to be downloaded? A pasted `ollama run …` line will do. */
export async function askForNewModel(suggested = ""): Promise<ModelName | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Add Model"),
    prompt: vscode.l10n.t("The model's name, as in “llama3.2”, “user/model:tag” or “hf.co/user/repo:Q4_K_M”"),
    placeHolder: "llama3.2",
    value: suggested,
    ignoreFocusOut: true,
    validateInput: (value) =>
      readModelName(value)
        ? undefined
        : vscode.l10n.t("That is not a model's name. Names are like “llama3.2” or “user/model:tag”."),
  });
  return text === undefined ? undefined : readModelName(text);
}

/** The name in what somebody typed or pasted. */
export function readModelName(text: string): ModelName | undefined {
  const [, pasted] = /^\s*(?:\$\s*)?ollama\s+(?:run|pull)\s+(?:--?\S+\s+)*(\S+)/.exec(text) ?? [];
  return parseModelName(pasted ?? text);
}
