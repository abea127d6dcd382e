import * as l10n from "@vscode/l10n";
import { modelLabel } from "../models/leftover.view.ts";
import type { Choice } from "../ui/choice.ts";
import { bytes, remarks } from "../ui/text/format.view.ts";
import type { ModelDifference } from "./compare-models.ts";

type Names = { readonly first: string; readonly second: string };

/** The models that two hosts do not have in common, to choose one that is copied. */
export const differenceChoices = (
  differences: readonly ModelDifference[],
  names: Names,
): readonly Choice<ModelDifference>[] =>
  differences.map((difference) => ({
    value: difference,
    label: modelLabel(difference.model.name),
    detail: remarks(describe(difference, names), bytes(difference.model.sizeBytes)),
  }));

function describe({ kind }: ModelDifference, { first, second }: Names): string {
  switch (kind) {
    case "only-first":
      return l10n.t("only on {0}: copy to {1}", first, second);
    case "only-second":
      return l10n.t("only on {0}: copy to {1}", second, first);
    case "differs":
      return l10n.t("not the same on both: copy from {0} to {1}", first, second);
  }
}
