import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { modelOffers, type ActionType } from "../ui/actions.ts";
import type { Sign } from "../ui/sign.ts";
import { bytes, capitalized, remarks } from "../ui/text/format.view.ts";
import { describeUpdate, updateStatus } from "../updates/updates.view.ts";
import { isLeftover } from "./leftover.ts";
import { modelRows, type ModelRow } from "./model-list.view.ts";
import type { ModelName } from "./model-name.ts";
import { describeLoadedBriefly, modelWords } from "./model-text.view.ts";
import type { Model } from "./models-events.ts";
import { findLoaded, findModel, missingLayersOf } from "./models.ts";
import { operationOn } from "./operations.ts";
import { shortNames } from "./short-name.ts";

/** A model in a list that is narrow and has menus. */
export type OfferingModelRow = ModelRow & {
  /** All of it, for a screen reader. */
  readonly spoken: string;
  /** Absent: nothing is to be marked. */
  readonly sign?: Sign;
  /** The actions in its menus. */
  readonly offers: readonly ActionType[];
};

/** Separate from the rows of the page, because finding the actions of each menu is expensive. */
export function offeringModelRows(state: AppState, nowMs: number): readonly OfferingModelRow[] {
  const rows = modelRows(state, nowMs);
  const shortName = shortNames(rows.map(({ key }) => key).filter((name) => !isLeftover(name)));
  return rows.map((row) => narrowRow(row, state, { nowMs, shortName }));
}

type Narrow = { readonly nowMs: number; readonly shortName: (name: ModelName) => string };

function narrowRow(row: ModelRow, state: AppState, { nowMs, shortName }: Narrow): OfferingModelRow {
  const offers = modelOffers(state, row.key);
  const model = findModel(modelsOf(state), row.key);
  if (!model || isLeftover(row.key)) return { ...row, spoken: `${row.label}, ${row.detail}`, offers };
  const label = shortName(row.key);
  const detail = briefOf(model, state, { nowMs, label });
  const update = describeUpdate(updateStatus(state, model));
  const isDamaged = missingLayersOf(modelsOf(state), row.key) > 0;
  const sign: Sign | undefined = isDamaged ? "needs-you" : update === "" ? undefined : "update";
  const spoken = `${row.label}, ${remarks(detail, update)}`;
  return { ...row, label, detail, spoken, offers, ...(sign && { sign }) };
}

/** Its state first, and then the number that matters in it: a narrow row is cut at its end. */
function briefOf(model: Model, state: AppState, { nowMs, label }: { nowMs: number; label: string }): string {
  const { word, remark } = modelWords(model, state, nowMs);
  if (model.remoteHost !== undefined) return remarks(word, l10n.t("cloud"));
  const size = bytes(model.sizeBytes);
  if (missingLayersOf(modelsOf(state), model.name) > 0) return remarks(word, remark, size);
  if (operationOn(hostFacts(state).operations, model.name)) return remarks(capitalized(remark), size);
  const loaded = findLoaded(modelsOf(state), model.name);
  if (loaded) return describeLoadedBriefly(loaded, nowMs);
  const { quantization } = model;
  return remarks(word, size, isTold(quantization, label, model.name) ? "" : quantization);
}

/** Whether the label says how it is quantized, or the name does not either. */
const isTold = (quantization: string, label: string, name: ModelName): boolean =>
  label.includes(quantization) || !name.toLowerCase().endsWith(quantization.toLowerCase());
