import * as l10n from "@vscode/l10n";
import type { Choice } from "../ui/choice.ts";
import { PRESETS, type PresetChange, type PresetId } from "./presets.ts";

type PresetWords = Omit<Choice<PresetId>, "value"> & { readonly more: string };

/** The presets to choose from, each with what it is good for and what it risks. */
export const presetChoices = (): readonly (PresetWords & Choice<PresetId>)[] =>
  PRESETS.map((id) => ({ value: id, ...presetWords(id) }));

export function presetWords(id: PresetId): PresetWords {
  switch (id) {
    case "big-context":
      return {
        label: l10n.t("One Big Context"),
        detail: l10n.t("for agents and long texts"),
        more: l10n.t(
          "65,536 tokens for one request at a time. It needs more memory; very small models may not load.",
        ),
      };
    case "many-requests":
      return {
        label: l10n.t("Many Small Requests"),
        detail: l10n.t("for several people or programs"),
        more: l10n.t("Four requests at the same time, each with a context of 4,096 tokens."),
      };
    case "save-memory":
      return {
        label: l10n.t("Save Memory"),
        detail: l10n.t("one model with a small context"),
        more: l10n.t(
          "Unloaded a minute after its last request. Very small models may not load with its cache.",
        ),
      };
    case "keep-loaded":
      return {
        label: l10n.t("Keep Models Loaded"),
        detail: l10n.t("for answers that begin at once"),
        more: l10n.t("Models stay in memory until you unload them."),
      };
    case "share":
      return {
        label: l10n.t("Share on My Network"),
        detail: l10n.t("for other computers"),
        more: l10n.t("Ollama has no password: everyone who reaches it can use, add and delete its models."),
      };
    case "defaults":
      return {
        label: l10n.t("Ollama's Defaults"),
        detail: "",
        more: l10n.t("Removes what these presets set, except for the host."),
      };
  }
}

/** What a preset changes, one line each. */
export const describeChanges = (changes: readonly PresetChange[]): string =>
  changes.map(describeChange).join("\n");

function describeChange({ name, before, after }: PresetChange): string {
  const shown = name === "host" ? "paddock.host" : name;
  if (before === undefined) return l10n.t("{0}: {1} (not set before)", shown, after ?? "");
  if (after === undefined) return l10n.t("{0}: not set (before: {1})", shown, before);
  return l10n.t("{0}: {1} (before: {2})", shown, after, before);
}
