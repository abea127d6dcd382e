import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { shownUrl } from "../hosts/endpoint.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { FOR_AGENTS } from "../models/context-note.view.ts";
import { capabilitiesOf, contextLengthOf, detailsOf } from "../models/details.ts";
import type { Model } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";
import { findLoaded } from "../models/models.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { grouped, sentences } from "../ui/text/format.view.ts";
import { callKindsOf, speaksAnthropic } from "./call-kinds.ts";
import { shownModel } from "./shown-model.ts";
import { TOOL_SETTINGS, TOOLS, type Tool, type ToolTarget, type Where } from "./tool-settings.ts";

/** A program, and what to write into its settings. */
export type UseRow = {
  readonly key: Tool;
  readonly label: string;
  /** What the text is for. */
  readonly where: Where;
  readonly text: string;
  /** The page on which these settings are documented. */
  readonly page: string;
};

/** What to write into the settings of other programs; Paddock never writes there itself. */
export type UseView = {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly UseRow[];
  /** What agents need; empty if none is listed, or the model has it. */
  readonly remark: string;
  readonly copy: string;
  readonly docs: string;
};

export function useView(state: AppState, chosen: ModelName | undefined): UseView | null {
  const { service } = hostFacts(state);
  const models = modelsOf(state);
  const model = shownModel(models, chosen);
  if (!service.endpoint || !model) return null;
  const kinds = callKindsOf(models, model);
  if (typeof kinds === "string") return null;
  const details = detailsOf(models, model);
  const contextLength = contextLengthOf(model, details);
  const isEmbedder = kinds.includes("embed");
  const target: ToolTarget = {
    model: model.name,
    base: shownUrl(service.endpoint, ""),
    isLocal: isLoopback(service.endpoint.hostname),
    ...(contextLength !== undefined && { contextLength }),
    capabilities: capabilitiesOf(model, details) ?? [],
    isEmbedder,
  };
  const tools = TOOLS.filter(
    (tool) =>
      (!isEmbedder || TOOL_SETTINGS[tool].uses === "words-or-vectors") &&
      (tool !== "claude-code" || speaksAnthropic(service)),
  );
  return {
    title: l10n.t("Use it in…"),
    note: l10n.t(
      "for {0}; copy it into the program, Paddock does not write it there",
      shortModelName(model.name),
    ),
    rows: tools.map((key) => rowOf(key, target)),
    remark: isEmbedder ? "" : contextRemark(state, model, contextLength),
    copy: l10n.t("Copy"),
    docs: l10n.t("Documentation"),
  };
}

const rowOf = (key: Tool, target: ToolTarget): UseRow => {
  const { name, where, page, textFor } = TOOL_SETTINGS[key];
  return { key, label: name, where, page, text: textFor(target) };
};

/** What an agent needs, and what the model has by what is known. */
function contextRemark(state: AppState, model: Model, most: number | undefined): string {
  const needs = l10n.t("Agents and coding tools need a context of {0} tokens or more.", grouped(FOR_AGENTS));
  const name = shortModelName(model.name);
  const loaded = findLoaded(modelsOf(state), model.name)?.contextLength;
  if (most !== undefined && most < FOR_AGENTS)
    return sentences(needs, l10n.t("“{0}” can have {1} at most.", name, grouped(most)));
  if (loaded === undefined) return needs;
  return loaded >= FOR_AGENTS
    ? ""
    : sentences(needs, l10n.t("“{0}” is loaded with {1}.", name, grouped(loaded)));
}
