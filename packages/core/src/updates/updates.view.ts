import * as l10n from "@vscode/l10n";
import { type AppState, hostReadings, modelsOf } from "../app/state.ts";
import type { Failure } from "../shared/failure.ts";
import { installedModels } from "../models/models.ts";
import type { Model } from "../models/models-events.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { keepsWeights, updateOf, type UpdateStatus } from "./updates.ts";
import { bytes, plural, sentences } from "../ui/text/format.view.ts";
import { describeRegistryFailure } from "../ui/text/registry-failure.view.ts";

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
  return status?.kind === "outdated" ? l10n.t("update, {0}", updateBytes([status])) : "";
}

/** Bytes to download for all updates together: models may share layers, especially one model with several names. */
export const updateBytes = (outdated: readonly Pick<OutdatedModel, "missing">[]): string =>
  bytes(sizeOfLayers(outdated.flatMap(({ missing }) => missing)));

export function describeCheck(state: AppState): string {
  const { list } = modelsOf(state);
  if (list === undefined)
    return l10n.t("The check for updates failed: the list of models could not be read. Try again.");
  if (list.models.length === 0) return l10n.t("No models are installed, so there is nothing to update.");
  const outdated = outdatedModels(state);
  const results = checkedModels(state);
  const [only] = outdated;
  if (!only) return describeNoUpdate(results);
  const found =
    outdated.length === 1
      ? l10n.t("An update for “{0}” is available ({1}).", only.model, updateBytes([only]))
      : l10n.t("Updates for {0} models are available ({1}).", outdated.length, updateBytes(outdated));
  return sentences(found, describeUnchecked(results));
}

/** Why the last check could not compare a model with its registry; empty if it could, or if the model is in none. */
export function describeUncheckedModel(state: AppState, model: Model): string {
  const status = updateStatus(state, model);
  if (status?.kind !== "unknown" || status.failure.kind === "not-in-registry") return "";
  return l10n.t("Not checked for updates: {0}", whyUnchecked({ model: model.name, failure: status.failure }));
}

type Checked = {
  readonly count: number;
  /** A model that was created on this machine is in no registry; that is not a failure. */
  readonly unlisted: number;
  /** The models that may have an update which was not found. */
  readonly unchecked: readonly Unchecked[];
};
type Unchecked = { readonly model: ModelName; readonly failure: Failure };

function checkedModels(state: AppState): Checked {
  const results = installedModels(modelsOf(state)).flatMap((model) => {
    const status = updateStatus(state, model);
    return status ? [{ model: model.name, status }] : [];
  });
  const failed = results.flatMap(({ model, status }) =>
    status.kind === "unknown" ? [{ model, failure: status.failure }] : [],
  );
  const unchecked = failed.filter(({ failure }) => failure.kind !== "not-in-registry");
  return { count: results.length, unlisted: failed.length - unchecked.length, unchecked };
}

/** Names the model that could not be checked, if it is one; empty if all were checked. */
function describeUnchecked({ count, unchecked }: Checked): string {
  const [only] = unchecked;
  if (!only) return "";
  return unchecked.length === 1
    ? l10n.t("“{0}” could not be checked: {1}", only.model, whyUnchecked(only))
    : l10n.t("{0} of {1} models could not be checked.", unchecked.length, count);
}

function describeNoUpdate(results: Checked): string {
  const { count, unlisted, unchecked } = results;
  const [only] = unchecked;
  if (only && unchecked.length === count && unchecked.every(({ failure }) => NETWORK.has(failure.kind)))
    return l10n.t("No registry could be reached to check for updates. Check your network, then try again.");
  if (only)
    return sentences(
      unchecked.length === 1
        ? l10n.t("No updates were found, but “{0}” could not be checked: {1}", only.model, whyUnchecked(only))
        : l10n.t(
            "No updates were found, but {0} of {1} models could not be checked.",
            unchecked.length,
            count,
          ),
      describeUnlisted(results),
    );
  if (unlisted === 0) return l10n.t("All models are up to date.");
  return unlisted === count
    ? l10n.t("There is nothing to update: no model is in a registry.")
    : sentences(l10n.t("No updates were found."), describeUnlisted(results));
}

const NETWORK: ReadonlySet<Failure["kind"]> = new Set(["unreachable", "no-connection", "timed-out"]);

const whyUnchecked = ({ model, failure }: Unchecked): string =>
  describeRegistryFailure(failure, partsOf(model).host);

const describeUnlisted = ({ count, unlisted }: Checked): string =>
  unlisted === 0
    ? ""
    : plural(unlisted, {
        one: l10n.t("{0} of {1} models is not in a registry.", unlisted, count),
        other: l10n.t("{0} of {1} models are not in a registry.", unlisted, count),
      });

/** The question before an update, with everything that will be lost. */
export function updateQuestion(models: readonly OutdatedModel[]): {
  readonly question: string;
  readonly detail: string;
} {
  const [only] = models;
  const total = updateBytes(models);
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
    ? l10n.t("{0}: {1} (only its settings changed)", outdated.model, updateBytes([outdated]))
    : `${outdated.model}: ${updateBytes([outdated])}`;
