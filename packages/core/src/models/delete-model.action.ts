import * as l10n from "@vscode/l10n";
import { modelsOf } from "../app/state.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes } from "../ui/text/format.view.ts";
import { freedBytes } from "./freed-bytes.ts";
import { findLoaded, findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** What is asked before a model is gone for good: names it, and what that frees, where it can be known. */
export async function askToDelete(
  { app, files }: Pick<ActionContext, "app" | "files">,
  { model: name }: { readonly model: ModelName },
): Promise<Question> {
  const models = modelsOf(app.state());
  const model = findModel(models, name);
  const installed = await (await files.folder())?.installed();
  const freed = installed && freedBytes(installed, model?.name ?? name);
  const size = model ? bytes(model.sizeBytes) : l10n.t("size unknown");
  const lines = [
    findLoaded(models, name) ? l10n.t("It is loaded, and will be unloaded too.") : "",
    freed === undefined
      ? l10n.t("Up to {0} become free: layers that other models share stay on the disk.", size)
      : l10n.t("{0} become free.", bytes(freed)),
    freed === 0
      ? l10n.t("Other models have all of its layers.")
      : l10n.t("To have it again, it must be downloaded again."),
  ].filter((line) => line !== "");
  return {
    text: l10n.t("Delete the model “{0}” ({1})?", name, size),
    detail: lines.join(" "),
    yes: l10n.t("Delete"),
  };
}
