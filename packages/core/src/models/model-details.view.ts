import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import {
  capabilitiesOf,
  contextLengthOf,
  detailsOf,
  detailsStatusOf,
  type DetailsStatus,
} from "./details.ts";
import { fitView, type FitView } from "../fit/fit.view.ts";
import { findLoaded } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { operationOn } from "./operations.ts";
import { isRunning } from "../service/service.ts";
import { actionOf, isOffered, whyNot, type Action, type ActionRequest } from "../ui/actions.ts";
import { modelTestSummary } from "../api-test/api-test.view.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { remarks } from "../ui/text/format.view.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import { modelFacts, type ModelFact } from "./model-facts.view.ts";
import { damageOf, type Damage } from "./damage.view.ts";
import type { ReadStore } from "./model-layers.ts";
import { layersView, type ModelLayersView } from "./model-layers.view.ts";
import { loadSettingsView, type LoadSettingsView } from "./load-settings.view.ts";
import { contextNote } from "./context-note.view.ts";
import { textsOf, type ModelText } from "./model-texts.view.ts";
import { describeContext } from "./model-text.view.ts";
import { stateWords } from "./row-words.view.ts";
import { shortModelName } from "./short-name.view.ts";
import type { Tone } from "../ui/tone.ts";
import { updateBanner, type UpdateBanner } from "../updates/update-banner.view.ts";
import { describeUncheckedModel } from "../updates/updates.view.ts";

/** The details of a model, as a page shows them. */
export type ModelDetailsView = {
  readonly key: string;
  /** Its short name. */
  readonly name: string;
  /** Its state in a word. */
  readonly state: string;
  /** What belongs to its state; may be empty. */
  readonly now: string;
  /** What a person should know about its context; empty if nothing. */
  readonly note: string;
  /** Keeps it loaded for longer; `null` while it is not loaded. */
  readonly keep: Action | null;
  readonly damage: Damage | null;
  readonly update: UpdateBanner | null;
  readonly facts: readonly ModelFact[];
  /** Whether it fits the memory; `null` for a model that takes none here. */
  readonly fit: FitView | null;
  /** `null` where its manifest cannot be read. */
  readonly layers: ModelLayersView | null;
  readonly loading: LoadSettingsView | null;
  readonly texts: readonly ModelText[];
  /** Why details are missing; empty if none are. */
  readonly remark: { readonly text: string; readonly tone: Tone };
  /** The most useful one first: a page shows two of them as buttons, each in its place. */
  readonly actions: readonly Action[];
  /** Those that a page shows in a menu. */
  readonly more: readonly Action[];
  /** The result of the last test; `null` if that was of another model, or there was none. */
  readonly test: { readonly text: string; readonly tone: Tone } | null;
};

/** What the details leave out of a model that can only be deleted, unloaded, or waited for. */
export const NO_MORE_DETAILS = {
  note: "",
  keep: null,
  damage: null,
  update: null,
  fit: null,
  layers: null,
  loading: null,
  texts: [],
  more: [],
  test: null,
} as const satisfies Partial<ModelDetailsView>;

export function modelDetailsView(
  state: AppState,
  model: Model,
  nowMs: number,
  store: ReadStore | null = null,
): ModelDetailsView {
  const models = modelsOf(state);
  const details = detailsOf(models, model);
  const loaded = findLoaded(models, model.name);
  const most = contextLengthOf(model, details);
  const { word, rest } = stateWords(model, state, nowMs);
  return {
    key: model.name,
    name: shortModelName(model.name),
    state: word,
    now: remarks(rest, describeContext(loaded?.contextLength, most)),
    note: contextNote({
      capabilities: capabilitiesOf(model, details),
      most: model.remoteHost === undefined ? most : undefined,
      allocated: loaded?.contextLength,
    }),
    keep: loaded ? inPlace(state, model, { type: "model.keep", model: model.name }) : null,
    damage: damageOf(state, model),
    update: updateBanner(state, model),
    facts: modelFacts(models, model, nowMs),
    fit: fitView(state, model),
    layers: layersView(store, model),
    loading: loadSettingsView(state, model),
    texts: details ? textsOf(details) : [],
    remark: remarkOf(state, model, detailsStatusOf(models, model)),
    actions: usesOf(state, model, loaded),
    more: moreOf(state, model),
    test: testOf(state, model, nowMs),
  };
}

function testOf(state: AppState, { name }: Model, nowMs: number): ModelDetailsView["test"] {
  const summary = modelTestSummary(state, name, nowMs);
  return summary ? { ...summary, text: l10n.t("Test: {0}", summary.text) } : null;
}

function remarkOf(
  state: AppState,
  model: Model,
  status: DetailsStatus | undefined,
): ModelDetailsView["remark"] {
  if (status?.kind === "known") return { text: describeUncheckedModel(state, model), tone: "warn" };
  if (status?.kind === "failed") return { text: describeFailure(status.failure), tone: "wrong" };
  if (isRunning(hostFacts(state).service)) return { text: l10n.t("Loading details…"), tone: "busy" };
  return { text: l10n.t("Start Ollama to see more details."), tone: "quiet" };
}

/** What a model is used for: the same in every state. Ollama cannot load one that is damaged. */
function usesOf(state: AppState, model: Model, loaded: LoadedModel | undefined): readonly Action[] {
  const { name } = model;
  const damage = damageOf(state, model);
  const ifWhole = (action: Action): Action =>
    damage ? { ...action, isOff: true, tooltip: damage.text } : action;
  const load = { type: "model.load", model: name } as const;
  const test = { type: "service.test", model: name } as const;
  return [
    damage?.action ?? ifWhole(actionOf({ type: "model.try", model: name })),
    loaded
      ? inPlace(state, model, { type: "model.unload", model: name })
      : ifWhole(inPlace(state, model, load)),
    ifWhole({ ...inPlace(state, model, test), label: l10n.t("Test") }),
  ];
}

function moreOf(state: AppState, model: Model): readonly Action[] {
  const { name } = model;
  const requests: readonly ActionRequest[] = [
    { type: "model.update", model: name },
    { type: "model.free-backup", model: name },
    { type: "model.copy-to-host", model: name },
    { type: "model.export", model: name },
  ];
  return [
    ...requests.filter((request) => isOffered(state, request)).map((one) => inPlace(state, model, one)),
    actionOf({ type: "model.copy-name", model: name }),
    inPlace(state, model, { type: "model.rename", model: name }),
    inPlace(state, model, { type: "model.copy", model: name }),
    inPlace(state, model, { type: "model.delete", model: name }),
  ];
}

/** An action that keeps its place: while it would be refused, or an operation runs on the model, it is off and says why. */
function inPlace(state: AppState, { name }: Model, request: ActionRequest): Action {
  const isBusy = operationOn(hostFacts(state).operations, name) !== undefined;
  const why = isBusy ? ({ reason: "model-busy", model: name } as const) : whyNot(state, request);
  return { ...actionOf(request), ...(why && { isOff: true, tooltip: describeRefusal(why) }) };
}
