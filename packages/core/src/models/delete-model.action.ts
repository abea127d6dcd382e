import * as l10n from "@vscode/l10n";
import { modelsOf } from "../app/state.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { freedBytes } from "./freed-bytes.ts";
import { findLoaded, findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** The question before a model is deleted: names the model and the disk space that this frees, if known. */
export async function askToDelete(
  { app, files }: Pick<ActionContext, "app" | "files">,
  { model: name }: { readonly model: ModelName },
): Promise<Question> {
  const models = modelsOf(app.state());
  const model = findModel(models, name);
  const installed = await (await files.folder())?.installed();
  const freed = installed && freedBytes(installed, model?.name ?? name);
  return {
    text: model
      ? l10n.t("Delete the model “{0}” ({1})?", name, bytes(model.sizeBytes))
      : l10n.t("Delete the model “{0}”?", name),
    detail: sentences(
      findLoaded(models, name) ? l10n.t("It is loaded and will be unloaded.") : "",
      describeFreed(freed, model?.sizeBytes),
      freed === 0 ? "" : l10n.t("To use it again, you must download it again."),
    ),
    yes: l10n.t("Delete"),
  };
}

/** Says what deleting frees: at most the size of the model, if its layers are not known. */
function describeFreed(freed: number | undefined, sizeBytes: number | undefined): string {
  if (freed === 0) return l10n.t("This frees no disk space, because other models use all of its layers.");
  if (freed !== undefined) return l10n.t("This frees {0}.", bytes(freed));
  return sizeBytes === undefined
    ? l10n.t("Layers that other models use stay on the disk.")
    : l10n.t("This frees up to {0}. Layers that other models use stay on the disk.", bytes(sizeBytes));
}
