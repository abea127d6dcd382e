import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf } from "../app/state.ts";
import { versionOf } from "../service/service.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { askToDelete } from "./delete-model.action.ts";
import { deletionOfAll } from "./freed-bytes.ts";
import { modelLabel } from "./leftover.view.ts";
import { findLoaded } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** More names would not fit in a dialog. */
const MOST_NAMES = 12;

/** The question before several models are deleted: names them, and the disk space that this frees in all, if known. */
export async function askToDeleteAll(
  context: Pick<ActionContext, "app" | "files">,
  names: readonly ModelName[],
): Promise<Question> {
  const [only] = names;
  if (only !== undefined && names.length === 1) return askToDelete(context, { model: only });
  const models = modelsOf(context.app.state());
  const freed = await freedBytesOf(context, names);
  return {
    text: l10n.t("Delete {0} models?", names.length),
    detail: [
      namesOf(names),
      sentences(
        names.some((name) => findLoaded(models, name)) ? l10n.t("Loaded ones will be unloaded.") : "",
        freed === undefined
          ? l10n.t("Layers that other models use stay on the disk.")
          : l10n.t("This frees {0}.", bytes(freed)),
        l10n.t("To use them again, you must download them again."),
      ),
    ].join("\n\n"),
    yes: l10n.t("Delete"),
  };
}

function namesOf(names: readonly ModelName[]): string {
  const shown = names.slice(0, MOST_NAMES).map(modelLabel);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [l10n.t("and {0} more", rest)] : [])].join("\n");
}

/** What deleting all of them frees; `undefined` if not all models of the folder are known. */
async function freedBytesOf(
  { app, files }: Pick<ActionContext, "app" | "files">,
  names: readonly ModelName[],
): Promise<number | undefined> {
  const folder = await files.folder();
  if (!folder) return undefined;
  const { tags, isWhole } = await folder.store();
  const version = versionOf(hostFacts(app.state()).service);
  const deletion = isWhole ? deletionOfAll(tags, names, version) : undefined;
  return deletion && folder.sizeOf(deletion.freed);
}
