import * as l10n from "@vscode/l10n";
import { isLeftover } from "../models/leftover.ts";
import type { Model } from "../models/models-events.ts";
import { modelLabel } from "../models/leftover.view.ts";
import type { Choice } from "../ui/choice.ts";
import { bytes, grouped, plural, remarks } from "../ui/text/format.view.ts";
import type { Comparison, ModelDifference } from "./compare-models.ts";

type Names = { readonly first: string; readonly second: string };

type Listed = { readonly name: string; readonly models: readonly Model[] };

/** The two hosts, with how many models each has. */
export function comparisonTitle(lists: readonly [Listed, Listed]): string {
  const [first, second] = lists.map(({ name, models }) => `${name} (${countOf(usable(models).length)})`);
  return l10n.t("{0} and {1}", first ?? "", second ?? "");
}

const usable = (models: readonly Model[]): readonly Model[] => models.filter(({ name }) => !isLeftover(name));

const countOf = (count: number): string =>
  plural(count, {
    one: l10n.t("{0} model", grouped(count)),
    other: l10n.t("{0} models", grouped(count)),
  });

/** The models that two hosts do not have in common, to choose one that is copied; at last how many are the same. */
export const comparisonChoices = (
  { differences, sameCount }: Comparison,
  names: Names,
): readonly Choice<ModelDifference | { readonly kind: "same" }>[] => [
  ...differences.map((difference) => ({
    value: difference,
    label: modelLabel(difference.model.name),
    detail: remarks(describe(difference, names), bytes(difference.model.sizeBytes)),
  })),
  { value: { kind: "same" }, label: l10n.t("The same on both"), detail: countOf(sameCount) },
];

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
