import { modelsOf, type AppState } from "../app/state.ts";
import { bringsBytes } from "../downloads/download-brief.view.ts";
import { downloadsHere, progressIn } from "../downloads/downloads-here.view.ts";
import { isPulling, isUnfinished, type Download } from "../downloads/downloads.ts";
import type { DownloadRow } from "../downloads/downloads.view.ts";
import { sizeOfLayers } from "../downloads/pull-progress.ts";
import { capitalized } from "../ui/text/format.view.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import { findLoaded, findModel, type ModelList } from "./models.ts";
import { wordsOf, type StateWords } from "./row-words.view.ts";

/** A model that Ollama does not have yet, of which a part is there. */
export type ComingModel = { readonly name: ModelName; readonly download: Download };

/** One has its row until the list is read again after its download, so that the row stays while it becomes another one. */
export function comingModels(state: AppState): readonly ComingModel[] {
  const models = modelsOf(state);
  const { list } = models;
  if (!list) return [];
  return downloadsHere(state)
    .filter((download) => isPartlyHere(download, state) || isJustComplete(download, list))
    .map((download) => ({ name: download.model, download }))
    .filter(({ name }) => !findModel(models, name) && !findLoaded(models, name));
}

export const findComing = (state: AppState, name: ModelName): ComingModel | undefined =>
  comingModels(state).find((coming) => isSameModel(coming.name, name));

/** The state of its download, in the words of the list of downloads. */
export function comingWords(
  { download }: ComingModel,
  state: AppState,
  { nowMs, downloads }: { readonly nowMs: number; readonly downloads: readonly DownloadRow[] },
): StateWords {
  const kind = "downloading";
  const row = downloads.find(({ key }) => key === download.id);
  if (row?.stage === "completed") return { kind, word: capitalized(row.status), rest: "" };
  const isDownloading = !download.from && bringsBytes(download, progressIn(state, download));
  if (!row || isDownloading) return { kind, ...wordsOf({ kind, download }, state, nowMs) };
  return { kind, word: capitalized(row.word), rest: row.percentText };
}

/** What all of it takes; 0 while that is not known. */
export const comingBytes = ({ download }: ComingModel, state: AppState): number =>
  download.layers ? sizeOfLayers(download.layers) : (progressIn(state, download).totalBytes ?? 0);

/** What only waits for its turn has no row. It keeps one between its attempts, and once a part of it is here. */
const isPartlyHere = (download: Download, state: AppState): boolean =>
  isPulling(download) ||
  download.situation.kind === "waiting" ||
  (isUnfinished(download) && progressIn(state, download).doneBytes > 0);

const isJustComplete = ({ situation, sinceSeq }: Download, list: ModelList): boolean =>
  situation.kind === "completed" && list.seq < sinceSeq;
