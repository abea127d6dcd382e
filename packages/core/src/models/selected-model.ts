import type { ModelName } from "./model-name.ts";

/** The model in the main panel; each selection from outside the page has a higher number. */
export type SelectedModel = {
  readonly model: ModelName;
  readonly number: number;
  /** Whether it is to be tried. */
  readonly isToTry?: true;
  /** Those that are selected with it. */
  readonly also?: readonly ModelName[];
};
