import { findLoaded, findModel, modelsOf, type AppState, type ModelName } from "@paddock/core";
import { bytes } from "@paddock/core/views";
import * as vscode from "vscode";

/** Asks before a model is gone for good; names it, and how much it weighs. */
export async function confirmDelete(state: AppState, name: ModelName): Promise<boolean> {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const size = model ? bytes(model.sizeBytes) : vscode.l10n.t("size unknown");
  const yes = vscode.l10n.t("Delete");
  const detail = findLoaded(models, name)
    ? vscode.l10n.t("It is loaded, and will be unloaded too. To have it again, it must be downloaded again.")
    : vscode.l10n.t("To have it again, it must be downloaded again.");
  const question = vscode.l10n.t("Delete the model “{0}” ({1})?", name, size);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
