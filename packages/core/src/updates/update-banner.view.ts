import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import type { Model } from "../models/models-events.ts";
import { actionOf, isOffered, type Action } from "../ui/actions.ts";
import { outdatedModel, updateBytes } from "./updates.view.ts";

/** A line above the details of an outdated model. */
export type UpdateBanner = {
  /** Names this update: a person can put its banner away. */
  readonly key: string;
  readonly text: string;
  readonly action: Action;
};

export function updateBanner(state: AppState, model: Model): UpdateBanner | null {
  const outdated = outdatedModel(state, model);
  const request = { type: "model.update", model: model.name } as const;
  if (!outdated || !isOffered(state, request)) return null;
  const { layers, missing } = outdated;
  return {
    key: [model.name, ...missing.map(({ digest }) => digest)].join(" "),
    text: l10n.t(
      "A newer version is in the registry: {0} of {1} layers differ, {2} to download.",
      missing.length,
      layers.length,
      updateBytes([outdated]),
    ),
    action: actionOf(request),
  };
}
