import * as l10n from "@vscode/l10n";
import { type AppState, hostReadings, modelsOf } from "../app/state.ts";
import type { Failure } from "../shared/failure.ts";
import { installedModels } from "../models/models.ts";
import type { Model } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { keepsWeights, updateOf, type UpdateStatus } from "./updates.ts";
import { bytes, plural, sentences } from "../ui/text/format.view.ts";

/** The result of the last check for a model. */
export const updateStatus = (state: AppState, model: Model): UpdateStatus | undefined =>
  updateOf(hostReadings(state).updates, model);

/** Outdated models, each with the layers to download. */
export type OutdatedModel = { readonly model: ModelName } & Extract<UpdateStatus, { kind: "outdated" }>;

export const outdatedModels = (state: AppState): readonly OutdatedModel[] =>
  installedModels(modelsOf(state)).flatMap((model) => outdatedModel(state, model) ?? []);

/** The update of a model; `undefined` if it is not known to be outdated. */
export function outdatedModel(state: AppState, model: Model): OutdatedModel | undefined {
  const status = updateStatus(state, model);
  return status?.kind === "outdated" ? { model: model.name, ...status } : undefined;
}

/** "update, 1.1 GB" for a model that has an update; otherwise empty. */
export function describeUpdate(status: UpdateStatus | undefined): string {
  return status?.kind === "outdated" ? l10n.t("update, {0}", bytesOf([status])) : "";
}

/** Bytes to download for all updates together: models may share layers, especially one model with several names. */
const bytesOf = (outdated: readonly Pick<OutdatedModel, "missing">[]): string =>
  bytes(sizeOfLayers(outdated.flatMap(({ missing }) => missing)));

export function describeCheck(state: AppState): string {
  const { list } = modelsOf(state);
  if (list === undefined)
    return l10n.t("The check for updates failed: the list of models could not be read. Try again.");
  if (list.models.length === 0) return l10n.t("No models are installed, so there is nothing to update.");
  const outdated = outdatedModels(state);
  const statuses = installedModels(modelsOf(state)).flatMap((model) => updateStatus(state, model) ?? []);
  const failures = statuses.flatMap((status) => (status.kind === "unknown" ? [status.failure] : []));
  const isNothingKnown = failures.length > 0 && failures.length === statuses.length;
  if (isNothingKnown && !failures.some(({ kind }) => kind === "converted")) return describeUnknown(failures);
  const [only] = outdated;
  if (!only) return describeNoUpdate(statuses.length, failures);
  const found =
    outdated.length === 1
      ? l10n.t("An update for “{0}” is available ({1}).", only.model, bytesOf([only]))
      : l10n.t("Updates for {0} models are available ({1}).", outdated.length, bytesOf(outdated));
  return sentences(found, describeUnchecked(statuses.length, failures));
}

/** Which models may have an update that was not found; empty if none. One that is in no registry has none. */
function describeUnchecked(count: number, failures: readonly Failure[]): string {
  const unchecked = failures.filter(({ kind }) => kind !== "not-in-registry").length;
  return unchecked === 0 ? "" : l10n.t("{0} of {1} models could not be checked.", unchecked, count);
}

function describeNoUpdate(count: number, failures: readonly Failure[]): string {
  const unlisted = failures.filter(({ kind }) => kind === "not-in-registry").length;
  const unasked = failures.length - unlisted;
  if (unasked > 0)
    return l10n.t("No updates were found, but {0} of {1} models could not be checked.", unasked, count);
  return unlisted === 0
    ? l10n.t("All models are up to date.")
    : plural(unlisted, {
        one: l10n.t("No updates were found. {0} of {1} models is not in a registry.", unlisted, count),
        other: l10n.t("No updates were found. {0} of {1} models are not in a registry.", unlisted, count),
      });
}

/** The question before an update, with everything that will be lost. */
export function updateQuestion(models: readonly OutdatedModel[]): {
  readonly question: string;
  readonly detail: string;
} {
  const [only] = models;
  const total = bytesOf(models);
  return {
    question:
      only && models.length === 1
        ? l10n.t("Update “{0}”? {1} will be downloaded.", only.model, total)
        : l10n.t("Update {0} models? {1} will be downloaded.", models.length, total),
    detail: [
      l10n.t(
        "You can use the installed model until its update is finished. The update then replaces any changes you made under the same name. To keep them, copy the model first.",
      ),
      models.map(describeOutdated).join("\n"),
    ].join("\n\n"),
  };
}

const describeOutdated = (outdated: OutdatedModel): string =>
  keepsWeights(outdated)
    ? l10n.t("{0}: {1} (only its settings changed)", outdated.model, bytesOf([outdated]))
    : `${outdated.model}: ${bytesOf([outdated])}`;

/** No model could be checked. A model that was created on this machine is in no registry; that is not a failure. */
const describeUnknown = (failures: readonly Failure[]): string =>
  failures.every(({ kind }) => kind === "not-in-registry")
    ? l10n.t("There is nothing to update: no model is in a registry.")
    : l10n.t("No registry could be reached to check for updates. Check your network, then try again.");
