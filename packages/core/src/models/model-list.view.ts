import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { fitWord } from "../fit/fit-words.view.ts";
import { verdictOnModel } from "../fit/fit-situation.view.ts";
import { detailsOf, detailsStatusOf } from "./details.ts";
import { isLeftover } from "./leftover.ts";
import { describeLeftover, modelLabel } from "./leftover.view.ts";
import { describeOtherCopies } from "./model-facts.view.ts";
import {
  findLoaded,
  findModel,
  installedModels,
  usableModels,
  wasDeleted,
  type ModelList,
  type Models,
} from "./models.ts";
import type { LoadedModel, Model, ModelDetails } from "./models-events.ts";
import { operationOn } from "./operations.ts";
import type { ModelName } from "./model-name.ts";
import { rowMemory } from "./row-memory.view.ts";
import { shortModelName } from "./short-name.view.ts";
import { isRunning } from "../service/service.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { ago, bytes, capitalized, list, parameterSize, remarks } from "../ui/text/format.view.ts";
import {
  countTokens,
  describeContext,
  describeLoaded,
  modelKind,
  modelWords,
  type ModelKind,
  type ModelWords,
} from "./model-text.view.ts";
import type { Tone } from "../ui/tone.ts";
import { describeUncheckedModel, describeUpdate, updateStatus } from "../updates/updates.view.ts";

export type ModelRow = {
  readonly key: ModelName;
  readonly label: string;
  /** Whether it is a model that can be used, and not what a deleted one has left. */
  readonly isUsable: boolean;
  /** Its state, and what is special now, otherwise its size. */
  readonly detail: string;
  /** The same for places that show the size separately: its parameters instead of its size. */
  readonly about: string;
  readonly size: string;
  readonly kind: ModelKind;
  readonly tone: Tone;
};

/**
 * The models sorted by name; those of a stopped service are still shown. At the end, what is loaded but not listed, and
 * what deleted models left on the disk.
 */
export function modelRows(state: AppState, nowMs: number): readonly ModelRow[] {
  const remembered = memory(state, nowMs);
  return shownModels(state).map((shown) =>
    remembered(shown.one.name, () =>
      shown.isListed ? modelRow(shown.one, state, nowMs) : unlistedRow(shown.one, state, nowMs),
    ),
  );
}

const memory = rowMemory<ModelRow>();

type ShownModel =
  | { readonly isListed: true; readonly one: Model }
  | { readonly isListed: false; readonly one: LoadedModel };

/** What there are rows of, in their order. */
export function shownModels(state: AppState): readonly ShownModel[] {
  const models = modelsOf(state);
  const leftovers = installedModels(models).filter(({ name }) => isLeftover(name));
  const listed = (some: readonly Model[]) => byName(some).map((one) => ({ isListed: true, one }) as const);
  return [
    ...listed(usableModels(models)),
    ...unlistedModels(state).map((one) => ({ isListed: false, one }) as const),
    ...listed(leftovers),
  ];
}

function modelRow(model: Model, state: AppState, nowMs: number): ModelRow {
  const words = modelWords(model, state, nowMs);
  const { word, remark, tone } = words;
  const update = describeUpdate(updateStatus(state, model));
  const fit = fitWord(verdictOnModel(state, model));
  const size = model.remoteHost === undefined ? bytes(model.sizeBytes) : "–";
  return {
    key: model.name,
    label: modelLabel(model.name),
    isUsable: !isLeftover(model.name),
    // A narrow row is cut at its end, and what a loaded model says there is long.
    detail: remark === "" ? remarks(word, size, fit, update) : remarks(word, update, remark),
    about: aboutOf(model, words, fit, update),
    size,
    kind: modelKind(model, state),
    tone,
  };
}

function aboutOf(model: Model, { word, remark }: ModelWords, fit: string, update: string): string {
  if (isLeftover(model.name)) return remarks(word, remark);
  return remarks(
    word,
    remark || remarks(fit, parameterSize(model.parameterSize), model.quantization),
    update,
  );
}

/**
 * The models in memory that the list, which is read anew for a model that it does not have, lacks: deleted ones keep their
 * memory until they expire (recording `ps-after-delete-loaded`), and compatible servers may load a model under another name.
 */
function unlistedModels(state: AppState): readonly LoadedModel[] {
  const models = modelsOf(state);
  return models.list ? models.loaded.filter(({ name }) => !findModel(models, name)) : [];
}

export const describeUnlisted = ({ name }: LoadedModel, models: Models): string =>
  wasDeleted(models, name)
    ? l10n.t("Deleted, still loaded")
    : l10n.t("Loaded, but not in the list of models");

function unlistedRow(loaded: LoadedModel, state: AppState, nowMs: number): ModelRow {
  const operation = operationOn(hostFacts(state).operations, loaded.name);
  const about = remarks(
    describeUnlisted(loaded, modelsOf(state)),
    operation ? l10n.t("unloading…") : describeLoaded(loaded, nowMs),
  );
  return {
    key: loaded.name,
    label: loaded.name,
    isUsable: false,
    detail: about,
    about,
    size: "–",
    kind: "loaded",
    tone: operation ? "busy" : "warn",
  };
}

/** Whether the list is final for now, rather than not read yet. */
export function isListSettled(state: AppState): boolean {
  const { service } = hostFacts(state);
  if (service.situation.kind === "unknown") return false;
  const { list, unread } = modelsOf(state);
  return !isRunning(service) || list !== undefined || unread !== undefined;
}

/** The age of the list and why it is not current; empty if it is current. */
export function modelListRemark(state: AppState, nowMs: number): string {
  const { list, unread } = modelsOf(state);
  if (unread) return remarks(describeFailure(unread), list && lastRead(list, nowMs));
  if (isRunning(hostFacts(state).service) || !list) return "";
  return lastRead(list, nowMs);
}

const lastRead = ({ atMs }: ModelList, nowMs: number): string =>
  l10n.t("Last refreshed {0}", ago(atMs, nowMs));

/** The lines of a model's tooltip; those for its details are added once known. */
export function modelHover(state: AppState, name: ModelName, nowMs: number): readonly string[] {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const loaded = findLoaded(models, name);
  if (!model) return loaded ? [name, describeUnlisted(loaded, models), describeLoaded(loaded, nowMs)] : [];
  const details = detailsOf(models, model);
  const status = detailsStatusOf(models, model);
  const copies = describeOtherCopies(models, model);
  return [
    modelLabel(name),
    isLeftover(name) ? describeLeftover(models, model) : "",
    loaded ? l10n.t("Loaded: {0}", describeLoaded(loaded, nowMs)) : "",
    loaded ? describeContext(loaded.contextLength, model.contextLength ?? details?.contextLength) : "",
    remarks(parameterSize(model.parameterSize), model.quantization, model.family, bytes(model.sizeBytes)),
    copies === "" ? "" : l10n.t("Other copies: {0}", copies),
    canDo(model, details),
    contextOf(model, details),
    capitalized(describeUpdate(updateStatus(state, model))),
    status?.kind === "failed" ? describeFailure(status.failure) : "",
    describeUncheckedModel(state, model),
  ].filter((line) => line !== "");
}

const collator = new Intl.Collator("en", { numeric: true });

/** By the name that a row shows; of two with the same one, by the whole name. */
const byName = (models: readonly Model[]): readonly Model[] =>
  models.toSorted(
    (a, b) =>
      collator.compare(shortModelName(a.name), shortModelName(b.name)) || collator.compare(a.name, b.name),
  );

function canDo(model: Model, details: ModelDetails | undefined): string {
  const capabilities = model.capabilities ?? details?.capabilities ?? [];
  return capabilities.length > 0 ? l10n.t("Capabilities: {0}", list(capabilities)) : "";
}

function contextOf(model: Model, details: ModelDetails | undefined): string {
  const length = model.contextLength ?? details?.contextLength;
  return length === undefined ? "" : l10n.t("Context: up to {0}", countTokens(length));
}
