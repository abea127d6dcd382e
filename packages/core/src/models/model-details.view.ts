import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { detailsOf, detailsStatusOf, type DetailsStatus } from "./details.ts";
import { aboutModel } from "./model-list.view.ts";
import { findLoaded } from "./models.ts";
import type { LoadedModel, Model, ModelDetails } from "./models-events.ts";
import { operationOn } from "./operations.ts";
import { isRunning } from "../service/service.ts";
import { actionOf, isOffered, type Action, type ActionRequest } from "../ui/actions.ts";
import { modelTestSummary } from "../api-test/api-test.view.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { grouped, plural, remarks } from "../ui/text/format.view.ts";
import { modelFacts, type ModelFact } from "./model-facts.view.ts";
import { describeContext, describeLoaded } from "./model-text.view.ts";
import type { Tone } from "../ui/tone.ts";
import { describeUncheckedModel } from "../updates/updates.view.ts";

/** The details of a model, as a page shows them. */
export type ModelDetailsView = {
  readonly key: string;
  /** Its state in short. */
  readonly state: string;
  /** How it is loaded now; empty if it is not. */
  readonly now: string;
  readonly facts: readonly ModelFact[];
  readonly texts: readonly { readonly label: string; readonly summary: string; readonly text: string }[];
  /** Why details are missing; empty if none are. */
  readonly remark: { readonly text: string; readonly tone: Tone };
  readonly actions: readonly Action[];
  /** The result of the last test; `null` if that was of another model, or there was none. */
  readonly test: { readonly text: string; readonly tone: Tone } | null;
};

/** Longer texts are cut off on a page; `ollama show` prints the whole. */
const LONGEST_TEXT = 20_000;

export function modelDetailsView(state: AppState, model: Model, nowMs: number): ModelDetailsView {
  const models = modelsOf(state);
  const details = detailsOf(models, model);
  const loaded = findLoaded(models, model.name);
  return {
    key: model.name,
    state: stateOf(state, model, loaded, nowMs),
    now: loaded ? describeNow(loaded, model.contextLength ?? details?.contextLength, nowMs) : "",
    facts: modelFacts(models, model, nowMs),
    texts: details ? textsOf(details) : [],
    remark: remarkOf(state, model, detailsStatusOf(models, model)),
    actions: isRunning(hostFacts(state).service) ? actionsOf(state, model, loaded) : [copyName(model)],
    test: testOf(state, model, nowMs),
  };
}

/** What is said of a loaded model is in `now`. */
function stateOf(state: AppState, model: Model, loaded: LoadedModel | undefined, nowMs: number): string {
  const isIdle = operationOn(hostFacts(state).operations, model.name) === undefined;
  return loaded && isIdle ? l10n.t("Loaded") : aboutModel(model, state, nowMs);
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

const describeNow = (loaded: LoadedModel, most: number | undefined, nowMs: number): string =>
  remarks(l10n.t("Loaded"), describeLoaded(loaded, nowMs), describeContext(loaded.contextLength, most));

function textsOf({
  system,
  template,
  parameters: settings,
  license,
  modelfile,
}: ModelDetails): ModelDetailsView["texts"] {
  return [
    { label: l10n.t("System prompt"), text: system },
    { label: l10n.t("Template"), text: template },
    { label: l10n.t("Parameters"), text: settings },
    { label: l10n.t("License"), text: license },
    { label: l10n.t("Modelfile"), text: modelfile },
  ].map(({ label, text }) => ({
    label,
    summary: summaryOf(text),
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text,
  }));
}

function summaryOf(text: string): string {
  const lines = text.trim() === "" ? 0 : text.trim().split("\n").length;
  if (lines === 0) return l10n.t("none");
  return plural(lines, {
    one: l10n.t("{0} line", lines),
    other: l10n.t("{0} lines", grouped(lines)),
  });
}

/** While an operation runs on a model, its actions stay in place but are disabled. */
function actionsOf(state: AppState, model: Model, loaded: LoadedModel | undefined): readonly Action[] {
  const { name } = model;
  const isOff = operationOn(hostFacts(state).operations, name) !== undefined;
  const update: ActionRequest = { type: "model.update", model: name };
  const freeBackup: ActionRequest = { type: "model.free-backup", model: name };
  const off = (request: ActionRequest, label?: string): Action => ({ ...actionOf(request, label), isOff });
  return [
    off({ type: "service.test", model: name }, l10n.t("Test")),
    ...(model.remoteHost === undefined
      ? [off({ type: loaded ? "model.unload" : "model.load", model: name })]
      : []),
    ...[update, freeBackup].filter((request) => isOffered(state, request)).map((request) => off(request)),
    copyName(model),
    off({ type: "model.rename", model: name }),
    off({ type: "model.copy", model: name }),
    off({ type: "model.delete", model: name }),
  ];
}

const copyName = ({ name }: Model): Action => actionOf({ type: "model.copy-name", model: name });
