import { findLoaded, findModel, freedBytes, modelsOf, type AppState, type ModelName } from "@paddock/core";
import { bytes, sentences } from "@paddock/core/views";
import * as vscode from "vscode";
import type { OllamaFiles } from "../actions/model-files.ts";
import { confirm } from "./messages.ts";

/** Asks before a model is gone for good; names it, and what that frees, where it can be known. */
export async function confirmDelete(state: AppState, name: ModelName, files: OllamaFiles): Promise<boolean> {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const installed = await (await files.folder())?.installed();
  const freed = installed && freedBytes(installed, model?.name ?? name);
  const question = model
    ? vscode.l10n.t("Delete the model “{0}” ({1})?", name, bytes(model.sizeBytes))
    : vscode.l10n.t("Delete the model “{0}”?", name);
  const detail = sentences(
    findLoaded(models, name) ? vscode.l10n.t("It is loaded and will be unloaded.") : "",
    describeFreed(freed, model?.sizeBytes),
    freed === 0 ? "" : vscode.l10n.t("To use it again, you must download it again."),
  );
  return confirm(question, detail, vscode.l10n.t("Delete"));
}

/** What deleting frees; where the layers are not known, at most the size of the model. */
function describeFreed(freed: number | undefined, sizeBytes: number | undefined): string {
  if (freed === 0)
    return vscode.l10n.t("This frees no disk space, because other models use all of its layers.");
  if (freed !== undefined) return vscode.l10n.t("This frees {0}.", bytes(freed));
  return sizeBytes === undefined
    ? vscode.l10n.t("Layers that other models use stay on the disk.")
    : vscode.l10n.t("This frees up to {0}. Layers that other models use stay on the disk.", bytes(sizeBytes));
}
