import * as l10n from "@vscode/l10n";
import type { ModelName } from "../models/model-name.ts";
import { shortModelNames } from "../models/short-name.view.ts";
import { bytes, list, plural, sentences } from "../ui/text/format.view.ts";
import type { DiskUsage } from "./disk-usage.ts";

export type ModelSpace = {
  readonly title: string;
  readonly note: string;
  readonly heads: {
    readonly model: string;
    readonly own: string;
    readonly shared: string;
    readonly frees: string;
  };
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    /** Of the largest model, from 0 to 1. */
    readonly share: number;
    readonly own: string;
    readonly shared: string;
    readonly frees: string;
  }[];
  /** What is not in the rows, or why a column is empty. */
  readonly foot: string;
};

/** A page of a thousand rows is slow to lay out, and the small ones take no space. */
const MOST_ROWS = 100;
const NONE = "–";

/** The space of each model, the largest first. */
export function modelSpace({ models, shared, modelBytes, listed, isWhole }: DiskUsage): ModelSpace {
  const shown = models.slice(0, MOST_ROWS);
  const shortName = shortModelNames(models.map(({ model }) => model));
  const largest = Math.max(1, ...shown.map(({ ownBytes }) => ownBytes));
  return {
    title: l10n.t("By model"),
    note:
      models.length === 0
        ? l10n.t("there are no models")
        : l10n.t("{0}; what models share is counted once", bytes(listed.sizeBytes)),
    heads: {
      model: l10n.t("Model"),
      own: l10n.t("Own"),
      shared: l10n.t("Shared"),
      frees: l10n.t("Frees"),
    },
    rows: shown.map(({ model, ownBytes, sharedBytes, freesBytes }) => ({
      key: model,
      name: shortName(model),
      share: ownBytes / largest,
      own: bytes(ownBytes),
      shared: sharedBytes === 0 ? NONE : bytes(sharedBytes),
      frees: freesBytes === undefined ? NONE : bytes(freesBytes),
    })),
    foot: isWhole
      ? sentences(
          describeLeft(models.length - shown.length),
          describeOutside(listed, modelBytes),
          describeShared(shared, shortName),
          describeKept(shown),
        )
      : l10n.t(
          "Paddock cannot read all of the models folder, so it does not know what deleting a model frees. Make the folder readable for your user.",
        ),
  };
}

const describeLeft = (count: number): string =>
  count === 0
    ? ""
    : plural(count, {
        one: l10n.t("1 smaller model is not shown."),
        other: l10n.t("{0} smaller models are not shown.", count),
      });

/** Why the bar above has another sum. */
function describeOutside({ sizeBytes, backupBytes }: DiskUsage["listed"], modelBytes: number): string {
  const unlistedBytes = modelBytes - (sizeBytes - backupBytes);
  return sentences(
    backupBytes > 0
      ? l10n.t("{0} of what the models take are backups, which can be freed.", bytes(backupBytes))
      : "",
    unlistedBytes > 0
      ? l10n.t(
          "{0} more are needed by models that this version of Ollama does not list.",
          bytes(unlistedBytes),
        )
      : "",
  );
}

/** How to get back what is in no row of the last column. */
const describeShared = (shared: DiskUsage["shared"], shortName: (name: ModelName) => string): string =>
  shared
    ? l10n.t(
        "{0} that models share is freed once all of these are deleted: {1}.",
        bytes(shared.freesBytes),
        list(shared.models.map(shortName)),
      )
    : "";

/** Deleting the name of a model leaves the one under which Ollama keeps its converted weights. */
const describeKept = (models: DiskUsage["models"]): string =>
  models.some(({ ownBytes, freesBytes }) => freesBytes !== undefined && freesBytes < ownBytes)
    ? l10n.t(
        "Where a model frees less than its own size, Ollama keeps its converted weights under another name.",
      )
    : "";
