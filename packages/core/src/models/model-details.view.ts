import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { backupOf, detailsOf, findLoaded, leftoverBytes, type DetailsStatus, type Models } from "./models.ts";
import type { LoadedModel, Model, ModelDetails } from "./models-events.ts";
import { operationOn } from "./operations.ts";
import { isRunning } from "../service/service.ts";
import { actionOf, isOffered, type Action, type ActionRequest } from "../ui/actions.ts";
import { modelTestSummary } from "../api-test/api-test.view.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import {
  ago,
  bytes,
  grouped,
  list,
  parameters,
  parameterSize,
  plural,
  remarks,
} from "../ui/text/format.view.ts";
import { countTokens, describeContext, describeLoaded } from "./model-text.view.ts";
import type { Tone } from "../ui/tone.ts";

/** The details of a model, as a page shows them. */
export type ModelDetailsView = {
  readonly key: string;
  /** How it is loaded now; empty if it is not. */
  readonly now: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
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
    now: loaded ? describeNow(loaded, model.contextLength ?? details?.contextLength, nowMs) : "",
    facts: factsOf(models, model, nowMs),
    texts: details ? textsOf(details) : [],
    remark: remarkOf(state, models.details[model.digest]),
    actions: isRunning(hostFacts(state).service) ? actionsOf(state, model, loaded) : [copyName(model)],
    test: testOf(state, model, nowMs),
  };
}

function testOf(state: AppState, { name }: Model, nowMs: number): ModelDetailsView["test"] {
  const summary = modelTestSummary(state, name, nowMs);
  return summary ? { ...summary, text: l10n.t("Test: {0}", summary.text) } : null;
}

function remarkOf(state: AppState, status: DetailsStatus | undefined): ModelDetailsView["remark"] {
  if (status?.kind === "known") return { text: "", tone: "quiet" };
  if (status?.kind === "failed") return { text: describeFailure(status.failure), tone: "wrong" };
  if (isRunning(hostFacts(state).service)) return { text: l10n.t("Loading details…"), tone: "busy" };
  return { text: l10n.t("Start Ollama to see more details."), tone: "quiet" };
}

const describeNow = (loaded: LoadedModel, most: number | undefined, nowMs: number): string =>
  remarks(l10n.t("Loaded"), describeLoaded(loaded, nowMs), describeContext(loaded.contextLength, most));

function factsOf(models: Models, model: Model, nowMs: number): ModelDetailsView["facts"] {
  const details = detailsOf(models, model);
  const backup = backupOf(models, model.name);
  const leftBehind = leftoverBytes(models, model.name);
  const context = model.contextLength ?? details?.contextLength;
  const capabilities = model.capabilities ?? details?.capabilities ?? [];
  const all = [
    {
      label: l10n.t("Size"),
      value: model.remoteHost === undefined ? bytes(model.sizeBytes) : l10n.t("in the cloud"),
    },
    { label: l10n.t("Backup from an upgrade"), value: backup ? bytes(backup.sizeBytes) : "" },
    {
      label: l10n.t("Left behind by a deleted model"),
      value: leftBehind === undefined ? "" : bytes(leftBehind),
    },
    { label: l10n.t("Parameters"), value: parametersOf(model, details) },
    { label: l10n.t("Quantization"), value: model.quantization },
    { label: l10n.t("Context"), value: context === undefined ? "" : countTokens(context) },
    { label: l10n.t("Family"), value: model.family },
    { label: l10n.t("Format"), value: model.format.toUpperCase() },
    { label: l10n.t("Modified"), value: model.modifiedAtMs > 0 ? ago(model.modifiedAtMs, nowMs) : "" },
    { label: l10n.t("Capabilities"), value: list(capabilities) },
    { label: l10n.t("Requires Ollama"), value: details?.requires ?? "" },
    { label: l10n.t("Digest"), value: model.digest.slice(0, 12) },
  ];
  return all.filter(({ value }) => value !== "");
}

/** The list's figure, to be consistent with it; otherwise the exact count. */
function parametersOf({ parameterSize: told }: Model, details: ModelDetails | undefined): string {
  if (told !== "") return parameterSize(told);
  return details?.parameterCount === undefined ? "" : parameters(details.parameterCount);
}

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
