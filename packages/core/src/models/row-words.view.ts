import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { figuresOf } from "../downloads/download-figures.view.ts";
import { progressIn } from "../downloads/downloads-here.view.ts";
import { verdictOnModel } from "../fit/fit-situation.view.ts";
import { fitWord } from "../fit/fit-words.view.ts";
import type { Service } from "../service/service.ts";
import { parameterSize, remarks, shareText } from "../ui/text/format.view.ts";
import { describeMissing } from "./damage-words.view.ts";
import { describeLoaded, isPartly } from "./loaded-words.view.ts";
import { modelState, type ModelState } from "./model-state.view.ts";
import { mayBeConverting } from "./model-text.view.ts";
import type { Model } from "./models-events.ts";
import type { Ongoing } from "./operations.ts";

/** The state of a model: the most telling word, and what belongs to it. */
export type StateWords = Words & { readonly kind: ModelState["kind"] | "partly" };
type Words = { readonly word: string; readonly rest: string };

export function stateWords(model: Model, state: AppState, nowMs: number): StateWords {
  const now = modelState(model, state);
  switch (now.kind) {
    case "unavailable":
      return model.remoteHost !== undefined
        ? { kind: "cloud", word: l10n.t("Unavailable"), rest: inCloud() }
        : { kind: "unavailable", word: l10n.t("Unavailable"), rest: aboutOf(model) };
    case "idle": {
      const fit = fitWord(verdictOnModel(state, model));
      return { kind: "idle", word: l10n.t("Available"), rest: remarks(fit, aboutOf(model)) };
    }
    case "cloud":
      return { kind: "cloud", word: l10n.t("Available"), rest: inCloud() };
    case "loaded":
      return {
        kind: isPartly(now.loaded) ? "partly" : "loaded",
        word: l10n.t("Loaded"),
        rest: describeLoaded(now.loaded, nowMs),
      };
    case "busy":
    case "leftover":
    case "downloading":
    case "damaged":
      return { kind: now.kind, ...wordsOf(now, state, nowMs) };
  }
}

/** The words of a state that does not depend on what the model is. */
export function wordsOf(
  now: Exclude<ModelState, { kind: "unavailable" | "idle" | "cloud" | "loaded" }>,
  state: AppState,
  nowMs: number,
): Words {
  switch (now.kind) {
    case "busy":
      return ongoingWords(now.operation, hostFacts(state).service, nowMs);
    case "leftover":
      return words(l10n.t("Left behind"));
    case "downloading": {
      const progress = progressIn(state, now.download);
      const share = progress.share === undefined ? "" : shareText(progress.share);
      return words(l10n.t("Downloading"), remarks(share, figuresOf(now.download, progress).timeLeft));
    }
    case "damaged":
      return words(l10n.t("Damaged"), describeMissing(now.missingLayers));
  }
}

const inCloud = (): string => l10n.t("in the cloud");

const words = (word: string, rest = ""): Words => ({ word, rest });

/** "3.2 B · Q4_K_M". */
const aboutOf = (model: Model): string => remarks(parameterSize(model.parameterSize), model.quantization);

function ongoingWords(operation: Ongoing, service: Service, nowMs: number): Words {
  switch (operation.kind) {
    case "load":
      if (operation.isConverting) return words(l10n.t("Converting…"), l10n.t("takes minutes"));
      return mayBeConverting(service, operation.sinceMs, nowMs)
        ? words(l10n.t("Loading…"), l10n.t("Ollama may have to convert it first, which takes minutes"))
        : words(l10n.t("Loading…"));
    case "unload":
      return words(l10n.t("Unloading…"));
    case "keep":
      return words(l10n.t("Being kept loaded…"));
    case "delete":
      return words(l10n.t("Deleting…"));
    case "free-backup":
      return words(l10n.t("Deleting its backup…"));
    case "copy":
      return words(l10n.t("Copying…"), operation.destination);
    case "rename":
      return words(l10n.t("Renaming…"), operation.destination);
  }
}
