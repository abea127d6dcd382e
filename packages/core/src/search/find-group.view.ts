import type { ModelName } from "../models/model-name.ts";
import type { Action } from "../ui/actions.ts";
import type { Keyed } from "../ui/keyed.ts";
import type { SizeButton } from "./size-button.view.ts";

/** A model that can be downloaded, in one or more sizes. */
export type FindRow = {
  readonly key: string;
  readonly name: string;
  readonly about: string;
  /** Why there are no sizes, or what is happening; empty if there are. */
  readonly note: string;
  readonly sizes: readonly SizeButton[];
  /** The size that is chosen until the person chooses another. */
  readonly preferred?: ModelName;
  /** The button while no size can be chosen. */
  readonly action?: Action;
};

export type FindGroup = {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly rows: Keyed<FindRow>;
};
