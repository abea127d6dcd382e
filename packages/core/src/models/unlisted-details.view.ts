import * as l10n from "@vscode/l10n";
import { modelsOf, type AppState } from "../app/state.ts";
import { offered } from "../ui/actions.ts";
import { bytes, capitalized, left, sentences } from "../ui/text/format.view.ts";
import { NO_MORE_DETAILS, type ModelDetailsView } from "./model-details.view.ts";
import { describeGpuPart, LONGEST_EXPIRY_MS } from "./loaded-words.view.ts";
import { describeContext } from "./model-text.view.ts";
import { wasDeleted } from "./models.ts";
import type { LoadedModel } from "./models-events.ts";
import { describeUnlisted } from "./unlisted.view.ts";

/**
 * The details of a model that is loaded, but not in the list. Ollama no longer finds one that was deleted, and so cannot
 * unload it (recording `ps-after-delete-loaded`).
 */
export function unlistedDetailsView(state: AppState, loaded: LoadedModel, nowMs: number): ModelDetailsView {
  const models = modelsOf(state);
  const isDeleted = wasDeleted(models, loaded.name);
  const facts = [
    { label: l10n.t("Memory"), value: loaded.sizeBytes === 0 ? "" : bytes(loaded.sizeBytes) },
    { label: l10n.t("Processor"), value: capitalized(describeGpuPart(loaded)) },
    { label: l10n.t("Context"), value: describeContext(loaded.contextLength, undefined) },
    { label: l10n.t("Runner"), value: loaded.runner ?? "" },
    { label: l10n.t("Digest"), value: loaded.digest?.slice(0, 12) ?? "" },
  ];
  return {
    ...NO_MORE_DETAILS,
    key: loaded.name,
    name: loaded.name,
    state: describeUnlisted(loaded, models),
    now: "",
    facts: facts.filter(({ value }) => value !== ""),
    remark: {
      text: isDeleted
        ? sentences(describeDeleted(loaded), describeEnd(loaded, nowMs))
        : l10n.t("This model is loaded, but the server does not list it. It may list it under another name."),
      tone: "warn",
    },
    actions: offered(state, [
      isDeleted ? { type: "service.restart" } : { type: "model.unload", model: loaded.name },
    ]),
  };
}

const describeDeleted = ({ sizeBytes }: LoadedModel): string =>
  sizeBytes === 0
    ? l10n.t("This model was deleted, but is still loaded.")
    : l10n.t("This model was deleted, but is still loaded ({0}).", bytes(sizeBytes));

function describeEnd({ expiresAtMs }: LoadedModel, nowMs: number): string {
  if (expiresAtMs === undefined)
    return l10n.t("It leaves memory when its time is over, or when you restart Ollama.");
  const ms = expiresAtMs - nowMs;
  if (ms > LONGEST_EXPIRY_MS) return l10n.t("It stays in memory until you restart Ollama.");
  return ms <= 0
    ? l10n.t("It is being unloaded.")
    : l10n.t("It leaves memory in {0}, or when you restart Ollama.", left(ms));
}
