import type { ModelName } from "./model-name.ts";

/** The model that the main panel shows all about; a higher number is a later wish, from elsewhere than the page. */
export type SelectedModel = { readonly model: ModelName; readonly number: number };
