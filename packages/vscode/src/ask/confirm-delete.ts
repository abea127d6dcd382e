import { findLoaded, findModel, modelsOf, type AppState, type ModelName } from "@paddock/core";
import { bytes } from "@paddock/core/views";
import * as vscode from "vscode";
import { confirm } from "../say.ts";

/** Asks before a model is gone for good; names it, and how much it weighs. */
export function confirmDelete(state: AppState, name: ModelName): Promise<boolean> {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const size = model ? bytes(model.sizeBytes) : vscode.l10n.t("size unknown");
  const isShared = models.list?.models.some((other) => other.name !== name && other.digest === model?.digest);
  const later = isShared
    ? vscode.l10n.t("Another name has the same layers: they stay on the disk.")
    : vscode.l10n.t("To have it again, it must be downloaded again.");
  const detail = findLoaded(models, name)
    ? vscode.l10n.t("It is loaded, and will be unloaded too. {0}", later)
    : later;
  return confirm(vscode.l10n.t("Delete the model “{0}” ({1})?", name, size), detail, vscode.l10n.t("Delete"));
}
