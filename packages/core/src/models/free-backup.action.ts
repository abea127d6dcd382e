import * as l10n from "@vscode/l10n";
import { decideHere } from "../app/decide.ts";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { versionOf } from "../service/service.ts";
import type { Refusal } from "../shared/decision.ts";
import { refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, list, sentences } from "../ui/text/format.view.ts";
import { backupsIn } from "./backups.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import { backupOf } from "./models.ts";
import { operateOn } from "./operate-on-model.action.ts";

type OneModel = { readonly model: ModelName };

/** Why the backup of a model cannot be deleted: there is none, for example. */
export function whyNoBackup(state: AppState, { model }: OneModel): Refusal | undefined {
  const { digest = "" } = backupOf(modelsOf(state), model) ?? {};
  return refusalOf(decideHere(state, { type: "model.free-backup", model, digest }));
}

/** The question before the original of a converted model is deleted. */
export function askToFreeBackup(
  { app }: Pick<ActionContext, "app">,
  { model }: OneModel,
): Question | undefined {
  const backup = backupOf(modelsOf(app.state()), model);
  if (!backup) return undefined;
  const others = backup.models.filter((name) => !isSameModel(name, model));
  return {
    text: l10n.t("Delete the backup of “{0}” ({1})?", model, bytes(backup.sizeBytes)),
    detail: sentences(
      l10n.t(
        "Ollama has converted this model, and keeps the original for older versions. The model goes on working, but an Ollama before version 0.40 can no longer use it.",
      ),
      others.length > 0 ? l10n.t("The same backup belongs to {0}.", list(others)) : "",
    ),
    yes: l10n.t("Delete Backup"),
  };
}

/** Deletes the original that stayed when Ollama converted a model, if the folder still shows that it is only a backup. */
export async function freeBackup(context: ActionContext, { model }: OneModel): Promise<ActionAnswer> {
  const state = context.app.state();
  const backup = backupOf(modelsOf(state), model);
  const folder = await context.files.folder();
  const { tags, isWhole } = (await folder?.store()) ?? { tags: [], isWhole: false };
  if (!isWhole) return refused({ reason: "folder-not-whole" });
  const now = backupsIn(tags, versionOf(hostFacts(state).service));
  if (!backup || !now.some(({ digest }) => digest === `sha256:${backup.digest}`))
    return refused({ reason: "no-backup", model });
  return operateOn(context, { type: "model.free-backup", model, digest: backup.digest });
}
