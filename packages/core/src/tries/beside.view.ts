import * as l10n from "@vscode/l10n";
import { hostOf, modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import { findModel, usableModels, type Models } from "../models/models.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { Model } from "../models/models-events.ts";
import { shortModelNames } from "../models/short-name.view.ts";
import { lastResults } from "../shared/last-result.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { figuresOf, type Figure } from "./figures.view.ts";
import { lackOfBoth } from "./one-by-one.view.ts";
import { sees } from "./prompt-for.ts";
import { runView, type RunView } from "./run.view.ts";
import { tryKey, type ShownTries } from "./tries.ts";
import { trialOf, writingEndpoint } from "./whether-tried.ts";

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
  const choices = choicesAmong(modelsOf(state)).filter(({ model }) => !isSameModel(model, shown));
  return choices.length === 0 ? null : { label: l10n.t("Compare with"), none: l10n.t("Compare…"), choices };
}

type Choices = NonNullable<CompareView>["choices"];

/** There may be a thousand models, and the page is drawn again for each token. */
const lastChoices = lastResults<Choices>();

const choicesAmong = (models: Models): Choices => lastChoices(models, [], () => choicesOf(models));

function choicesOf(models: Models): Choices {
  const names = usableModels(models).flatMap((model) => (writes(models, model) ? [model.name] : []));
  const shortName = shortModelNames(names);
  return names.map((model) => ({
    model,
    label: l10n.t("Compare with {0}", shortName(model)),
  }));
}

export function besideView(
  state: AppState,
  shown: ModelName,
  { tries, nowMs }: { readonly tries: ShownTries; readonly nowMs: number },
): BesideView | null {
  const { compared } = tries;
  const host = hostOf(state);
  if (!compared || host === undefined || !isSameModel(compared.model, shown)) return null;
  const models = modelsOf(state);
  const [model, first] = [findModel(models, compared.beside), findModel(models, shown)];
  if (!model || !first || !writes(models, model)) return null;
  const name = shortModelNames([shown, model.name])(model.name);
  const run = tries.runs.get(tryKey(host, model.name));
  return {
    model: model.name,
    name,
    note: sentences(
      describeLack(lackOfBoth(state, [shown, model.name])),
      canSee(models, first) && !canSee(models, model)
        ? l10n.t("{0} cannot read images, so it gets none.", name)
        : "",
      cloudNote(model),
    ),
    figures: figuresOf(run),
    run: run ? runView(state, run, nowMs) : null,
  };
}

export const cloudNote = ({ remoteHost }: Model): string =>
  remoteHost === undefined ? "" : l10n.t("Your prompt is sent to Ollama's cloud.");

const canSee = (models: Models, model: Model): boolean => sees(model, detailsOf(models, model));

const writes = (models: Models, model: Model): boolean =>
  writingEndpoint(trialOf(model, detailsOf(models, model))) !== undefined;

function describeLack(lack: ReturnType<typeof lackOfBoth>): string {
  return lack
    ? l10n.t(
        "Together they need about {0}, and there are {1} for models: they answer one after the other, and Ollama unloads the first for the second.",
        bytes(lack.needed),
        bytes(lack.room),
      )
    : "";
}
