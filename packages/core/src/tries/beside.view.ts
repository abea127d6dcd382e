import * as l10n from "@vscode/l10n";
import { hostOf, modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import { findModel, usableModels } from "../models/models.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { Model } from "../models/models-events.ts";
import { shortModelNames } from "../models/short-name.view.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { figuresOf, type Figure } from "./figures.view.ts";
import { lackOfBoth } from "./one-by-one.view.ts";
import { runView, type RunView } from "./run.view.ts";
import { tryKey, type ShownTries } from "./tries.ts";
import { trialOf } from "./whether-tried.ts";

/** The models that can be asked the same as the one that is shown; `null` if there are none. */
export type CompareView = {
  readonly label: string;
  readonly none: string;
  readonly choices: readonly { readonly model: ModelName; readonly label: string }[];
} | null;

/** The model that is asked beside it. */
export type BesideView = {
  readonly model: ModelName;
  readonly name: string;
  /** What a person should know before asking both; usually empty. */
  readonly note: string;
  readonly figures: readonly Figure[];
  readonly run: RunView | null;
};

export function compareView(state: AppState, shown: ModelName): CompareView {
  const names = usableModels(modelsOf(state))
    .filter((model) => !isSameModel(model.name, shown) && writes(state, model))
    .map(({ name }) => name);
  if (names.length === 0) return null;
  const short = shortModelNames(names);
  return {
    label: l10n.t("Compare with"),
    none: l10n.t("Compare with…"),
    choices: names.map((model) => ({ model, label: l10n.t("Compare with {0}", short.get(model) ?? model) })),
  };
}

export function besideView(
  state: AppState,
  shown: ModelName,
  { tries, nowMs }: { readonly tries: ShownTries; readonly nowMs: number },
): BesideView | null {
  const { beside } = tries;
  const host = hostOf(state);
  if (beside === undefined || host === undefined || isSameModel(beside, shown)) return null;
  const model = findModel(modelsOf(state), beside);
  if (!model || !writes(state, model)) return null;
  const run = tries.runs.get(tryKey(host, model.name));
  return {
    model: model.name,
    name: shortModelNames([shown, model.name]).get(model.name) ?? model.name,
    note: sentences(describeLack(lackOfBoth(state, [shown, model.name])), cloudNote(model)),
    figures: figuresOf(run),
    run: run ? runView(state, run, nowMs) : null,
  };
}

export const cloudNote = ({ remoteHost }: Model): string =>
  remoteHost === undefined ? "" : l10n.t("Your prompt is sent to Ollama's cloud.");

function writes(state: AppState, model: Model): boolean {
  const trial = trialOf(model, detailsOf(modelsOf(state), model));
  return trial.kind === "asked" && trial.endpoint !== "/api/embed";
}

function describeLack(lack: ReturnType<typeof lackOfBoth>): string {
  return lack
    ? l10n.t(
        "Together they need about {0}, and there are {1} for models: they answer one after the other, and Ollama unloads the first for the second.",
        bytes(lack.needed),
        bytes(lack.room),
      )
    : "";
}
