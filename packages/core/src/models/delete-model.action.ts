import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf } from "../app/state.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { versionOf } from "../service/service.ts";
import { deletionOf } from "./freed-bytes.ts";
import { isLeftover } from "./leftover.ts";
import { shortDigest } from "./leftover.view.ts";
import { findLoaded, findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";
import type { Model } from "./models-events.ts";
import type { ModelsFolder } from "./models-folder.port.ts";

/** The question before a model is deleted: names the model and the disk space that this frees, if known. */
export async function askToDelete(
  { app, files }: Pick<ActionContext, "app" | "files">,
  { model: name }: { readonly model: ModelName },
): Promise<Question> {
  const models = modelsOf(app.state());
  const model = findModel(models, name);
  const folder = await files.folder();
  const version = versionOf(hostFacts(app.state()).service);
  const { freedBytes, leftBehindBytes } =
    (folder && (await measure(folder, model?.name ?? name, version))) ?? {};
  return {
    text: questionOn(name, model),
    detail: sentences(
      findLoaded(models, name) ? l10n.t("It is loaded and will be unloaded.") : "",
      describeFreed(freedBytes, model?.sizeBytes),
      leftBehindBytes
        ? l10n.t(
            "Its converted copy ({0}) stays on the disk, in the list as a model of its own that you can delete.",
            bytes(leftBehindBytes),
          )
        : "",
      freedBytes === 0 || isLeftover(name) ? "" : l10n.t("To use it again, you must download it again."),
    ),
    yes: l10n.t("Delete"),
  };
}

function questionOn(name: ModelName, model: Model | undefined): string {
  if (!model) return l10n.t("Delete the model “{0}”?", name);
  return isLeftover(name)
    ? l10n.t("Delete the converted weights {0} ({1})?", shortDigest(model), bytes(model.sizeBytes))
    : l10n.t("Delete the model “{0}” ({1})?", name, bytes(model.sizeBytes));
}

/** What deleting a model frees, and what it leaves behind; `undefined` if not all models are known. */
async function measure(folder: ModelsFolder, model: ModelName, version: string) {
  const { tags, isWhole } = await folder.store();
  const deletion = isWhole ? deletionOf(tags, model, version) : undefined;
  if (!deletion) return undefined;
  return {
    freedBytes: await folder.sizeOf(deletion.freed),
    leftBehindBytes: await folder.sizeOf(deletion.leftBehind),
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
