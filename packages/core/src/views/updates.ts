import { t } from "@vscode/l10n";
import { hostOf, modelsOf, type AppState } from "../domain/domain.ts";
import { installedModels, type Model } from "../domain/models.ts";
import type { ModelName } from "../domain/names.ts";
import { updateOf, type UpdateStatus } from "../domain/updates.ts";
import { bytes } from "./format.ts";

/** What the last check says of a model. */
export const updateStatus = (state: AppState, model: Model): UpdateStatus | undefined =>
  updateOf(state.readings.updates, hostOf(state), model);

/** The models that have an update, each with what there is to download. */
export type OutdatedModel = { readonly model: ModelName } & Extract<UpdateStatus, { kind: "outdated" }>;

/** The installed models that the last check found outdated. */
export const outdatedModels = (state: AppState): readonly OutdatedModel[] =>
  installedModels(modelsOf(state)).flatMap((model) => {
    const status = updateStatus(state, model);
    return status?.kind === "outdated" ? [{ model: model.name, ...status }] : [];
  });

/** "update, 1.1 GB": beside a model that has one; else nothing. */
export function describeUpdate(status: UpdateStatus | undefined): string {
  return status?.kind === "outdated" ? t("update, {0}", bytes(status.missingBytes)) : "";
}

/** What a check has come to. */
export function describeCheck(state: AppState): string {
  const outdated = outdatedModels(state);
  const models = installedModels(modelsOf(state));
  const isUnknown = (model: Model): boolean => updateStatus(state, model)?.kind === "unknown";
  const unknown = models.filter(isUnknown).length;
  if (outdated.length === 0 && unknown === models.length && unknown > 0)
    return t("No registry could be asked for updates.");
  const [only] = outdated;
  if (!only) return t("All models are up to date.");
  if (outdated.length === 1)
    return t("There is an update for “{0}” ({1}).", only.model, bytes(only.missingBytes));
  const total = outdated.reduce((sum, { missingBytes }) => sum + missingBytes, 0);
  return t("There are updates for {0} models ({1}).", outdated.length, bytes(total));
}
