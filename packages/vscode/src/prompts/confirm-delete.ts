import { findLoaded, findModel, freedBytes, modelsOf, type AppState, type ModelName } from "@paddock/core";
import { bytes } from "@paddock/core/views";
import * as vscode from "vscode";
import type { OllamaFiles } from "../actions/model-files.ts";
import { confirm } from "./messages.ts";

/** Asks before a model is gone for good; names it, and what that frees, where it can be known. */
export async function confirmDelete(state: AppState, name: ModelName, files: OllamaFiles): Promise<boolean> {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const installed = await (await files.folder())?.installed();
  const freed = installed && freedBytes(installed, model?.name ?? name);
  const size = model ? bytes(model.sizeBytes) : vscode.l10n.t("size unknown");
  const lines = [
    findLoaded(models, name) ? vscode.l10n.t("It is loaded, and will be unloaded too.") : "",
    freed === undefined
      ? vscode.l10n.t("Up to {0} become free: layers that other models share stay on the disk.", size)
      : vscode.l10n.t("{0} become free.", bytes(freed)),
    freed === 0
      ? vscode.l10n.t("Other models have all of its layers.")
      : vscode.l10n.t("To have it again, it must be downloaded again."),
  ].filter((line) => line !== "");
  return confirm(
    vscode.l10n.t("Delete the model “{0}” ({1})?", name, size),
    lines.join(" "),
    vscode.l10n.t("Delete"),
  );
}
