import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { modelOffers, type ActionType } from "../ui/actions.ts";
import type { Sign } from "../ui/sign.ts";
import { bytes, remarks } from "../ui/text/format.view.ts";
import { describeUpdate, updateStatus } from "../updates/updates.view.ts";
import { modelLabel } from "./leftover.view.ts";
import { describeLoadedBriefly, isPartly } from "./loaded-words.view.ts";
import type { ModelName } from "./model-name.ts";
import type { Model } from "./models-events.ts";
import { modelState } from "./model-state.view.ts";
import { rowMemory } from "./row-memory.view.ts";
import { wordsOf, type StateWords } from "./row-words.view.ts";
import { narrowModelNames } from "./short-name.view.ts";
import { shownModels, type ShownModel } from "./shown-models.view.ts";
import { unlistedWords } from "./unlisted.view.ts";

/** A model in a list that is narrow. */
type ModelRow = {
  readonly key: ModelName;
  /** The whole name. */
  readonly name: string;
  /** The short name. */
  readonly label: string;
  /** Its state, and then the number that matters in it: a narrow row is cut at its end. */
  readonly detail: string;
  /** The same, and its update. */
  readonly about: string;
  readonly kind: StateWords["kind"];
  /** What is to be marked, if anything. */
  readonly sign: Sign | null;
};

/** A model in the side bar, where it has menus. */
export type ModelTreeRow = ModelRow & {
  /** The actions in its menus. */
  readonly offers: readonly ActionType[];
};

/**
 * The first rows, `most` at most. Separate from the rows of pickers, because finding the actions of each menu is
 * expensive.
 */
export function modelTreeRows(state: AppState, nowMs: number, most = Infinity): readonly ModelTreeRow[] {
  const remembered = memory(state, nowMs);
  const models = shownModels(state);
  const toRow = rowMaker(models, state, nowMs);
  return models.slice(0, most).map((shown) =>
    remembered(shown.one.name, () => ({
      ...toRow(shown),
      offers: modelOffers(state, shown.one.name),
    })),
  );
}

const memory = rowMemory<ModelTreeRow>();

export function modelRows(state: AppState, nowMs: number): readonly ModelRow[] {
  const models = shownModels(state);
  return models.map(rowMaker(models, state, nowMs));
}

function rowMaker(
  models: readonly ShownModel[],
  state: AppState,
  nowMs: number,
): (shown: ShownModel) => ModelRow {
  const shortName = narrowModelNames(models.map(({ one }) => one.name));
  return (shown) => {
    const { name: key } = shown.one;
    const named = { key, name: modelLabel(key), label: shortName(key) };
    if (shown.kind === "unlisted") {
      const { kind, word, rest } = unlistedWords(shown.one, state, nowMs);
      const detail = remarks(word, rest);
      return { ...named, detail, about: detail, kind, sign: null };
    }
    const { kind, detail } = narrowWords(shown.one, state, { nowMs, label: named.label });
    const update = describeUpdate(updateStatus(state, shown.one));
    return { ...named, detail, about: remarks(detail, update), kind, sign: signOf(kind, update) };
  };
}

function signOf(kind: ModelRow["kind"], update: string): Sign | null {
  if (kind === "damaged") return "needs-you";
  return update === "" ? null : "update";
}

type Narrow = { readonly nowMs: number; readonly label: string };

function narrowWords(
  model: Model,
  state: AppState,
  { nowMs, label }: Narrow,
): Pick<ModelRow, "kind" | "detail"> {
  const now = modelState(model, state);
  const size = model.remoteHost === undefined ? bytes(model.sizeBytes) : l10n.t("cloud");
  switch (now.kind) {
    case "unavailable":
      return {
        kind: model.remoteHost === undefined ? "unavailable" : "cloud",
        detail: remarks(l10n.t("Unavailable"), size, quantizationOf(model, label)),
      };
    case "idle":
    case "cloud":
      return { kind: now.kind, detail: remarks(l10n.t("Available"), size, quantizationOf(model, label)) };
    case "loaded":
      return {
        kind: isPartly(now.loaded) ? "partly" : "loaded",
        detail: describeLoadedBriefly(now.loaded, nowMs),
      };
    case "busy":
    case "leftover":
    case "downloading":
    case "damaged": {
      const { word, rest } = wordsOf(now, state, nowMs);
      return { kind: now.kind, detail: remarks(word, rest || size) };
    }
  }
}

/** Empty where the label says it, or the name does not either. */
function quantizationOf({ name, quantization }: Model, label: string): string {
  const isTold = label.includes(quantization) || !name.toLowerCase().endsWith(quantization.toLowerCase());
  return isTold ? "" : quantization;
}
