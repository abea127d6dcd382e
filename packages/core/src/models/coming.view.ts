import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { downloadsHere } from "../downloads/downloads-here.view.ts";
import { isUnfinished, type Download } from "../downloads/downloads.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { describeWaitingBriefly } from "../downloads/waiting.view.ts";
import { remarks } from "../ui/text/format.view.ts";
import type { ModelName } from "./model-name.ts";
import { findLoaded, findModel, type ModelList } from "./models.ts";
import { wordsOf, type StateWords } from "./row-words.view.ts";

/** A model that Ollama does not have yet: its first download runs. */
export type ComingModel = { readonly name: ModelName; readonly download: Download };

/** One has its row until the list is read again after its download, so that the row stays while it becomes another one. */
export function comingModels(state: AppState): readonly ComingModel[] {
  const models = modelsOf(state);
  const { list } = models;
  if (!list) return [];
  return downloadsHere(state)
    .filter((download) => hasBegun(download) || isJustComplete(download, list))
    .map((download) => ({ name: download.model, download }))
    .filter(({ name }) => !findModel(models, name) && !findLoaded(models, name));
}

export const findComing = (state: AppState, name: ModelName): ComingModel | undefined =>
  comingModels(state).find((coming) => coming.name === name);

/** The word for its state, the share that is there, and what its download does. */
export function comingWords({ download }: ComingModel, state: AppState, nowMs: number): StateWords {
  const { word, rest } = wordsOf({ kind: "downloading", download }, state, nowMs);
  const pause = download.situation.kind === "paused" ? l10n.t("paused") : undefined;
  const why = pause ?? describeWaitingBriefly(hostFacts(state).service) ?? "";
  return { kind: "downloading", word, rest: remarks(rest, why) };
}

/** What all of it takes; 0 while that is not known. */
export const comingBytes = ({ download: { layers = [] } }: ComingModel): number => sizeOfLayers(layers);

/** A paused one, and one that waits for Ollama, keep their places; one that was only requested has none yet. */
const hasBegun = (download: Download): boolean =>
  isUnfinished(download) && (download.situation.kind !== "queued" || download.pulledUntilMs !== undefined);

const isJustComplete = ({ situation, sinceSeq }: Download, list: ModelList): boolean =>
  situation.kind === "completed" && list.seq < sinceSeq;
