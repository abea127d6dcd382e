import { findModel, modelsOf, parseModelName, type AppState, type ModelName } from "@paddock/core";
import * as vscode from "vscode";

/** A name that nothing has yet, for a copy of this model. */
export function copyNameOf(state: AppState, source: ModelName): ModelName {
  const base = source.replace(/:[^:/]*$/, "");
  for (let number = 1; ; number++) {
    const name = parseModelName(number === 1 ? `${base}-copy` : `${base}-copy-${number}`) ?? source;
    if (name === source || !findModel(modelsOf(state), name)) return name;
  }
}

/** Under which other name? */
export async function askForDestination(
  state: AppState,
  source: ModelName,
  to: "model.copy" | "model.rename",
): Promise<ModelName | undefined> {
  const isCopy = to === "model.copy";
  const text = await vscode.window.showInputBox({
    title: isCopy ? vscode.l10n.t("Copy “{0}”", source) : vscode.l10n.t("Rename “{0}”", source),
    prompt: isCopy
      ? vscode.l10n.t(
          "Enter a name for the copy. It shares the layers of the original and takes no extra disk space.",
        )
      : vscode.l10n.t(
          "Enter a new name. Paddock finds updates only for a model that keeps the name from its registry.",
        ),
    value: (isCopy ? copyNameOf(state, source) : source).replace(/:latest$/, ""),
    validateInput: (value) => whyNotName(state, value),
  });
  return text === undefined ? undefined : parseModelName(text);
}

function whyNotName(state: AppState, text: string): string | undefined {
  const name = parseModelName(text);
  if (!name)
    return vscode.l10n.t("This is not a valid model name. Use a name like “llama3.2” or “user/model:tag”.");
  return findModel(modelsOf(state), name)
    ? vscode.l10n.t("A model with this name already exists. Choose another name.")
    : undefined;
}
