import * as l10n from "@vscode/l10n";
import { modelsOf, type AppState } from "../app/state.ts";
import { verdictOnModel } from "../fit/fit-situation.view.ts";
import type { Verdict } from "../fit/verdict.ts";
import { bytes, grouped, remarks } from "../ui/text/format.view.ts";
import { describeUpdate, updateStatus } from "../updates/updates.view.ts";
import { isPulling } from "../downloads/downloads.ts";
import { downloadRows, type DownloadRow } from "../downloads/downloads.view.ts";
import { capabilityWord } from "./capability-word.view.ts";
import { comingBytes, comingWords, type ComingModel } from "./coming.view.ts";
import { capabilitiesOf, detailsOf } from "./details.ts";
import { isLeftover } from "./leftover.ts";
import { modelLabel } from "./leftover.view.ts";
import type { ModelName } from "./model-name.ts";
import { rowMemory } from "./row-memory.view.ts";
import { findLoaded } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { stateWords, type StateWords } from "./row-words.view.ts";
import { shortModelNames } from "./short-name.view.ts";
import { shownAndComing } from "./shown-models.view.ts";
import { unlistedWords } from "./unlisted.view.ts";

/** A model in the list of the main panel. */
export type PanelModelRow = {
  readonly key: ModelName;
  /** The short name, or the whole one where two models would have the same. */
  readonly name: string;
  /** The whole name. */
  readonly title: string;
  readonly about: string;
  readonly size: string;
  readonly icon: Exclude<StateWords["kind"], "leftover"> | "update" | "coming";
  /** `left`: what a deleted model has left on the disk or in memory. */
  readonly presence: "usable" | "coming" | "left";
  /** The keys of the chips that it is behind, and `unjudged` while it is not known whether it fits. */
  readonly groups: readonly string[];
  /** What a search looks through, in lower case. */
  readonly search: string;
  /** What the list can be sorted by, besides the name. */
  readonly sizeBytes: number;
  readonly changedAtMs: number;
};

/** A chip above the list, which shows only some of the models. */
export type ModelChip = { readonly key: string; readonly label: string };

/** In the order of the side bar. */
export function panelModelRows(
  state: AppState,
  nowMs: number,
  downloads = downloadRows(state, nowMs),
): readonly PanelModelRow[] {
  const remembered = memory(state, nowMs);
  const models = shownAndComing(state);
  const shortName = shortModelNames(models.map(({ one }) => one.name));
  return models.map((shown) =>
    remembered(shown.one.name, () =>
      rowOf(shown, { state, nowMs, downloads, name: shortName(shown.one.name) }),
    ),
  );
}

function rowOf(shown: ReturnType<typeof shownAndComing>[number], context: RowContext): PanelModelRow {
  switch (shown.kind) {
    case "listed":
      return modelRow(shown.one, context);
    case "unlisted":
      return unlistedRow(shown.one, context);
    case "coming":
      return comingRow(shown.one, context);
  }
}

const memory = rowMemory<PanelModelRow>();

type RowContext = {
  readonly state: AppState;
  readonly nowMs: number;
  readonly downloads: readonly DownloadRow[];
  readonly name: string;
};

function modelRow(model: Model, { state, nowMs, name }: RowContext): PanelModelRow {
  const { kind, word, rest } = stateWords(model, state, nowMs);
  const update = describeUpdate(updateStatus(state, model));
  const isLoaded = findLoaded(modelsOf(state), model.name) !== undefined;
  const capabilities = capabilitiesIn(state, model);
  return {
    key: model.name,
    name,
    title: modelLabel(model.name),
    about: remarks(word, rest, update),
    size: model.remoteHost === undefined ? bytes(model.sizeBytes) : "–",
    icon: iconOf(kind, update !== ""),
    presence: isLeftover(model.name) ? "left" : "usable",
    groups: [
      ...(isLoaded ? ["loaded"] : []),
      ...(update === "" ? [] : ["updates"]),
      ...fitGroups(model, verdictOnModel(state, model)),
      ...capabilities.map((capability) => `can:${capability}`),
    ],
    search: [model.name, model.family, ...capabilities, ...capabilities.map(capabilityWord)]
      .join(" ")
      .toLowerCase(),
    sizeBytes: model.remoteHost === undefined ? model.sizeBytes : 0,
    changedAtMs: model.modifiedAtMs,
  };
}

/** What runs elsewhere, or is a leftover, fits nothing and leaves nothing open. */
function fitGroups(model: Model, verdict: Verdict): readonly string[] {
  if (isFitting(verdict)) return ["fits"];
  const isJudged = verdict.kind !== "unknown" || model.remoteHost !== undefined || isLeftover(model.name);
  return isJudged ? [] : ["unjudged"];
}

/** All of it is where it runs best on this host: on the GPU, or in main memory if there is none. */
const isFitting = ({ kind }: Verdict): boolean => kind === "fits" || kind === "cpu-only";

function iconOf(kind: StateWords["kind"], hasUpdate: boolean): PanelModelRow["icon"] {
  if (kind === "leftover") return "unavailable";
  return kind === "idle" && hasUpdate ? "update" : kind;
}

function comingRow(coming: ComingModel, { state, name, ...context }: RowContext): PanelModelRow {
  const { word, rest } = comingWords(coming, state, context);
  const sizeBytes = comingBytes(coming, state);
  return {
    key: coming.name,
    name,
    title: coming.name,
    about: remarks(word, rest),
    size: sizeBytes === 0 ? "–" : bytes(sizeBytes),
    icon: isPulling(coming.download) ? "downloading" : "coming",
    presence: "coming",
    groups: [],
    search: coming.name.toLowerCase(),
    sizeBytes,
    changedAtMs: 0,
  };
}

function unlistedRow(loaded: LoadedModel, { state, nowMs }: RowContext): PanelModelRow {
  const { kind, word, rest } = unlistedWords(loaded, state, nowMs);
  return {
    key: loaded.name,
    name: loaded.name,
    title: loaded.name,
    about: remarks(word, rest),
    size: "–",
    icon: iconOf(kind, false),
    presence: "left",
    groups: ["loaded"],
    search: loaded.name.toLowerCase(),
    sizeBytes: 0,
    changedAtMs: 0,
  };
}

const capabilitiesIn = (state: AppState, model: Model): readonly string[] =>
  capabilitiesOf(model, detailsOf(modelsOf(state), model)) ?? [];

/** What every model can do that answers. */
const UNREMARKABLE = "completion";

/** What the models are in, and what they can do. A chip without a model is left out. */
export function modelChips(rows: readonly PanelModelRow[]): {
  readonly states: readonly ModelChip[];
  readonly capabilities: readonly ModelChip[];
} {
  const counts = new Map<string, number>();
  for (const group of rows.flatMap(({ groups }) => groups)) counts.set(group, (counts.get(group) ?? 0) + 1);
  const [loaded = 0, updates = 0, fits = 0] = ["loaded", "updates", "fits"].map((key) => counts.get(key));
  // While some models are not known to fit or not, a number would be too low.
  const isFitKnown = !counts.has("unjudged");
  return {
    states: [
      { key: "", label: l10n.t("All {0}", grouped(rows.length)) },
      { key: "loaded", label: l10n.t("Loaded {0}", grouped(loaded)) },
      ...(fits > 0 && isFitKnown ? [{ key: "fits", label: l10n.t("Fits {0}", grouped(fits)) }] : []),
      ...(updates > 0 ? [{ key: "updates", label: l10n.t("Updates {0}", grouped(updates)) }] : []),
    ],
    capabilities: [...counts.keys()]
      .filter((group) => group.startsWith("can:") && group !== `can:${UNREMARKABLE}`)
      .toSorted()
      .map((key) => ({ key, label: capabilityWord(key.slice("can:".length)) })),
  };
}
