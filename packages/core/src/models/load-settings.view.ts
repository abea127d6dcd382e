import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { fitOf, neededBytes } from "../fit/fit-situation.view.ts";
import { memoryOf } from "../fit/host-memory.ts";
import { planFor } from "../fit/load-plan.ts";
import { isSameJson } from "../shared/same-json.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { bytes, grouped, remarks } from "../ui/text/format.view.ts";
import { detailsOf } from "./details.ts";
import { KEEP_TIMES, loadSettingsOf, type KeepTime, type LoadSettings } from "./load-settings.ts";
import { describeKeep } from "./load-words.view.ts";
import type { ModelName } from "./model-name.ts";
import { findLoaded } from "./models.ts";
import type { Model } from "./models-events.ts";

/** A field for a text. */
type TextField = {
  readonly label: string;
  /** What was chosen; empty: it is left to Ollama. */
  readonly value: string;
  /** What Ollama takes then. */
  readonly placeholder: string;
  /** What the choice changes. */
  readonly hint: string;
};

/** How a model is loaded, for a person to change. */
export type LoadSettingsView = {
  readonly model: ModelName;
  readonly title: string;
  /** What was chosen, in short. */
  readonly summary: string;
  readonly note: string;
  readonly context: TextField;
  readonly gpuLayers: TextField;
  readonly keep: Pick<TextField, "label" | "hint"> & {
    readonly value: KeepTime | "";
    readonly choices: readonly { readonly value: KeepTime | ""; readonly label: string }[];
  };
  readonly save: string;
  /** That what is shown is saved, once something is chosen; else empty. */
  readonly saved: string;
  /** Back to Ollama's own; `null` if that holds. */
  readonly reset: Action | null;
};

const KEEP_CHOICES = ["", ...KEEP_TIMES] as const;

export function loadSettingsView(state: AppState, model: Model): LoadSettingsView | null {
  if (model.remoteHost !== undefined) return null;
  const settings = loadSettingsOf(hostFacts(state).loadSettings, model.name);
  const isOwn = isSameJson(settings, {});
  return {
    model: model.name,
    title: l10n.t("Load settings"),
    summary: summaryOf(settings),
    note: noteOf(state, model, settings),
    context: {
      label: l10n.t("Context"),
      value: settings.context === undefined ? "" : grouped(settings.context),
      placeholder: grouped(planFor(nowOf(state), model, {}).context),
      hint: contextHint(state, model, settings),
    },
    gpuLayers: {
      label: l10n.t("GPU layers"),
      value: settings.gpuLayers === undefined ? "" : grouped(settings.gpuLayers),
      placeholder: l10n.t("as many as fit"),
      hint: layersHint(state, model, settings),
    },
    keep: {
      label: l10n.t("Keep loaded"),
      value: settings.keep ?? "",
      hint: settings.keep === "forever" ? l10n.t("Its memory stays taken.") : l10n.t("After its last use."),
      choices: KEEP_CHOICES.map((value) => ({
        value,
        label: value === "" ? l10n.t("Default of the service") : describeKeep(value),
      })),
    },
    save: l10n.t("Save"),
    saved: isOwn ? "" : l10n.t("Saved. They apply from the next load on."),
    reset: isOwn
      ? null
      : actionOf(
          { type: "model.choose-loading", model: model.name, context: "", gpuLayers: "", keep: "" },
          l10n.t("Leave All to Ollama"),
        ),
  };
}

/** "context 16,384 · kept 1 hour" */
function summaryOf({ context, gpuLayers, keep }: LoadSettings): string {
  const chosen = remarks(
    context === undefined ? "" : l10n.t("context {0}", grouped(context)),
    gpuLayers === undefined ? "" : l10n.t("GPU layers {0}", grouped(gpuLayers)),
    keep === undefined ? "" : describeKept(keep),
  );
  return chosen || l10n.t("default");
}

const describeKept = (keep: KeepTime): string =>
  keep === "forever" ? l10n.t("kept until it is unloaded") : l10n.t("kept {0}", describeKeep(keep));

const nowOf = (state: AppState) => ({
  facts: hostFacts(state),
  readings: hostReadings(state),
  models: modelsOf(state),
});

/** Who uses the settings, or that a loaded model was loaded in another way. */
function noteOf(state: AppState, model: Model, { context }: LoadSettings): string {
  const loaded = findLoaded(modelsOf(state), model.name);
  const isOther =
    context !== undefined && loaded?.contextLength !== undefined && loaded.contextLength !== context;
  return isOther
    ? l10n.t(
        "It is loaded with a context of {0}. These settings apply to its next load.",
        grouped(loaded.contextLength),
      )
    : l10n.t("Used when Paddock loads, tries or tests it; other programs ask for what they want.");
}

/** How much more or less memory the chosen context takes than Ollama's own. */
function contextHint(state: AppState, model: Model, { context }: LoadSettings): string {
  const own = planFor(nowOf(state), model, {});
  if (context === undefined || context === own.context)
    return l10n.t("Tokens. Leave empty for Ollama's own choice.");
  const { forecastOf } = fitOf(state, model);
  const [before, after] = [own, { ...own, context }].map((plan) => neededBytes(forecastOf(plan)));
  if (before === undefined || after === undefined)
    return l10n.t("Instead of Ollama's own {0}.", grouped(own.context));
  return after > before
    ? l10n.t("About {0} more than with Ollama's own {1}.", bytes(after - before), grouped(own.context))
    : l10n.t("About {0} less than with Ollama's own {1}.", bytes(before - after), grouped(own.context));
}

function layersHint(state: AppState, model: Model, { gpuLayers }: LoadSettings): string {
  if (gpuLayers === undefined) return l10n.t("Leave empty to put as many on the GPU as fit.");
  const memory = memoryOf(hostFacts(state), hostReadings(state));
  if (memory.kind === "told" && memory.gpuBytes === 0)
    return l10n.t("Ollama has no GPU here: all of it runs on the CPU.");
  if (gpuLayers === 0) return l10n.t("All of it runs on the CPU.");
  const shape = detailsOf(modelsOf(state), model)?.shape;
  if (shape?.kind !== "plain") return l10n.t("The others run on the CPU.");
  // llama.cpp counts the output as one more.
  return gpuLayers > shape.blocks
    ? l10n.t("All {0} of them, whether they fit or not.", grouped(shape.blocks + 1))
    : l10n.t("Of {0}; the others run on the CPU.", grouped(shape.blocks + 1));
}
