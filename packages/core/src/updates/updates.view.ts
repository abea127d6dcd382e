import * as l10n from "@vscode/l10n";
import { type AppState, hostOf, hostReadings, modelsOf } from "../app/state.ts";
import type { Failure } from "../shared/failure.ts";
import { installedModels, type Model } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { keepsWeights, updateOf, type UpdateStatus } from "./updates.ts";
import { bytes } from "../ui/text/format.view.ts";

/** What the last check says of a model. */
export const updateStatus = (state: AppState, model: Model): UpdateStatus | undefined =>
  updateOf(hostReadings(state).updates, hostOf(state), model);

/** The models that have an update, each with what there is to download. */
export type OutdatedModel = { readonly model: ModelName } & Extract<UpdateStatus, { kind: "outdated" }>;

/** The installed models that the last check found outdated. */
export const outdatedModels = (state: AppState): readonly OutdatedModel[] =>
  installedModels(modelsOf(state)).flatMap((model) => outdatedModel(state, model) ?? []);

/** What there is to download for a model; `undefined` where it is not known to be outdated. */
export function outdatedModel(state: AppState, model: Model): OutdatedModel | undefined {
  const status = updateStatus(state, model);
  return status?.kind === "outdated" ? { model: model.name, ...status } : undefined;
}

/** "update, 1.1 GB": beside a model that has one; else nothing. */
export function describeUpdate(status: UpdateStatus | undefined): string {
  return status?.kind === "outdated" ? l10n.t("update, {0}", bytesOf([status])) : "";
}

/** What is to be downloaded for updates together: models share layers, above all those of several names. */
const bytesOf = (outdated: readonly Pick<OutdatedModel, "missing">[]): string =>
  bytes(sizeOfLayers(outdated.flatMap(({ missing }) => missing)));

/** What a check has come to. */
export function describeCheck(state: AppState): string {
  const { list } = modelsOf(state);
  if (list === undefined)
    return l10n.t("The models could not be read, so nothing is known of updates. Try again.");
  if (list.models.length === 0) return l10n.t("No models are installed, so there is nothing to update.");
  const outdated = outdatedModels(state);
  const statuses = installedModels(modelsOf(state)).flatMap((model) => updateStatus(state, model) ?? []);
  const failures = statuses.flatMap((status) => (status.kind === "unknown" ? [status.failure] : []));
  if (failures.length > 0 && failures.length === statuses.length) return describeUnknown(failures);
  const [only] = outdated;
  if (!only) return describeNoUpdate(statuses.length, failures);
  if (outdated.length === 1)
    return l10n.t("There is an update for “{0}” ({1}).", only.model, bytesOf([only]));
  return l10n.t("There are updates for {0} models ({1}).", outdated.length, bytesOf(outdated));
}

function describeNoUpdate(count: number, failures: readonly Failure[]): string {
  const unlisted = failures.filter(({ kind }) => kind === "not-in-registry").length;
  const unasked = failures.length - unlisted;
  if (unasked > 0)
    return l10n.t("No updates were found, but {0} of {1} models could not be checked.", unasked, count);
  return unlisted === 0
    ? l10n.t("All models are up to date.")
    : l10n.t("No updates were found. {0} of {1} models are in no registry.", unlisted, count);
}

/** What to ask before models are updated, with all that is lost. */
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
    detail: l10n.t(
      "Until an update is done, the model stays as it is. Then it is what its registry has: what you changed in it under the same name is gone. Copy it first to keep that.\n\n{0}",
      models.map(describeOutdated).join("\n"),
    ),
  };
}

const describeOutdated = (outdated: OutdatedModel): string =>
  keepsWeights(outdated)
    ? l10n.t("{0}: {1}, only its settings differ", outdated.model, bytesOf([outdated]))
    : l10n.t("{0}: {1}", outdated.model, bytesOf([outdated]));

/** Nothing is known of any model. One that was made here is in no registry, which is no fault of anybody's. */
const describeUnknown = (failures: readonly Failure[]): string =>
  failures.every(({ kind }) => kind === "not-in-registry")
    ? l10n.t("There is nothing to update: none of the models is in a registry.")
    : l10n.t("No registry could be asked for updates. Check your network, then try again.");
