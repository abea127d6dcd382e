import * as l10n from "@vscode/l10n";
import { ago, bytes, list, parameters, parameterSize } from "../ui/text/format.view.ts";
import { capabilityWord } from "./capability-word.view.ts";
import { detailsKey } from "./details-key.ts";
import { capabilitiesOf, contextLengthOf, detailsOf } from "./details.ts";
import { backupOf, usableModels, type Models } from "./models.ts";
import { countTokens } from "./model-text.view.ts";
import type { Model, ModelDetails } from "./models-events.ts";

export type ModelFact = { readonly label: string; readonly value: string };

/** What is known of a model, in short. */
export function modelFacts(models: Models, model: Model, nowMs: number): readonly ModelFact[] {
  const details = detailsOf(models, model);
  const backup = backupOf(models, model.name);
  const context = contextLengthOf(model, details);
  const capabilities = capabilitiesOf(model, details) ?? [];
  const all = [
    {
      label: l10n.t("Size"),
      value: model.remoteHost === undefined ? bytes(model.sizeBytes) : l10n.t("in the cloud"),
    },
    { label: l10n.t("Parameters"), value: parametersOf(model, details) },
    { label: l10n.t("Quantization"), value: model.quantization },
    { label: l10n.t("Context"), value: context === undefined ? "" : countTokens(context) },
    { label: l10n.t("Capabilities"), value: list(capabilities.map(capabilityWord)) },
    { label: l10n.t("Family"), value: list([model.family, model.format.toUpperCase()].filter((one) => one)) },
    { label: l10n.t("Modified"), value: model.modifiedAtMs > 0 ? ago(model.modifiedAtMs, nowMs) : "" },
    { label: l10n.t("Runs at"), value: model.remoteHost ?? "" },
    { label: l10n.t("Runner"), value: model.runner ?? "" },
    { label: l10n.t("Other copies"), value: describeOtherCopies(models, model) },
    { label: l10n.t("Original kept by Ollama"), value: backup ? bytes(backup.sizeBytes) : "" },
    { label: l10n.t("Also named"), value: list(aliasesOf(models, model)) },
    { label: l10n.t("Thinking"), value: describeThinking(details?.thinking) },
    { label: l10n.t("Renderer"), value: details?.renderer ?? "" },
    { label: l10n.t("Parser"), value: details?.parser ?? "" },
    { label: l10n.t("Template from"), value: details?.templateSource ?? "" },
    { label: l10n.t("Requires Ollama"), value: details?.requires ?? "" },
    { label: l10n.t("Digest"), value: model.digest.slice(0, 12) },
  ];
  return all.filter(({ value }) => value !== "");
}

/** The other names of the same model: a copy takes no disk space of its own (docs/ollama.md §1.1). */
const aliasesOf = (models: Models, model: Model): readonly string[] =>
  usableModels(models)
    .filter((other) => other.name !== model.name && detailsKey(other) === detailsKey(model))
    .map(({ name }) => name);

/**
 * "51 MB for ggml": what was pulled for another runner. Each takes disk space of its own. The backup of an upgrade is no
 * copy to run.
 */
export function describeOtherCopies(models: Models, { name, copies = [] }: Model): string {
  const backup = backupOf(models, name);
  return list(
    copies
      .filter(({ digest }) => digest !== backup?.digest)
      .map(({ sizeBytes, runner }) =>
        runner === undefined ? bytes(sizeBytes) : l10n.t("{0} for {1}", bytes(sizeBytes), runner),
      ),
  );
}

/** "low, medium, high (default: medium)" */
function describeThinking(thinking: ModelDetails["thinking"]): string {
  if (!thinking) return "";
  const values = list(thinking.values.map(thinkingWord));
  return thinking.default === undefined
    ? values
    : l10n.t("{0} (default: {1})", values, thinkingWord(thinking.default));
}

function thinkingWord(value: string): string {
  if (value === "true") return l10n.t("on");
  return value === "false" ? l10n.t("off") : value;
}

/** The list's figure, to be consistent with it; otherwise the exact count. */
function parametersOf({ parameterSize: told }: Model, details: ModelDetails | undefined): string {
  if (told !== "") return parameterSize(told);
  return details?.parameterCount === undefined ? "" : parameters(details.parameterCount);
}
