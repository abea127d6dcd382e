import type { AppState } from "../domain/domain.ts";
import type { ModelName } from "../domain/names.ts";
import { modelRows, type ModelRow } from "./model-rows.ts";

/** One model to choose from. */
export type ModelChoice = { readonly model: ModelName; readonly label: string; readonly detail: string };

/** The models for which a thing can be done: to unload one, it must be loaded. */
export const modelChoices = (
  state: AppState,
  nowMs: number,
  fits: (row: ModelRow) => boolean = () => true,
): readonly ModelChoice[] =>
  modelRows(state, nowMs)
    .filter(fits)
    .map(({ key, label, detail }) => ({ model: key, label, detail }));
