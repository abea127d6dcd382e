import * as l10n from "@vscode/l10n";
import { bytes, sentences } from "../ui/text/format.view.ts";
import { leftoverDigest } from "./leftover.ts";
import { leftoverBytes, type Models } from "./models.ts";
import type { Model } from "./models-events.ts";

export const shortDigest = ({ digest }: Pick<Model, "digest">): string => digest.slice(0, 12);

/** The name of a model on the screen. Ollama names converted weights by their whole digest. */
export function modelLabel(name: string): string {
  const digest = leftoverDigest(name);
  return digest === undefined ? name : l10n.t("converted weights {0}", digest.slice(0, 12));
}

/** What converted weights are that no model has any more. Another model may still share their layers. */
export function describeLeftover(models: Models, { name }: Pick<Model, "name">): string {
  const freed = leftoverBytes(models, name);
  return sentences(
    l10n.t("No model uses these converted weights."),
    freed === undefined ? l10n.t("You can delete them.") : l10n.t("Deleting them frees {0}.", bytes(freed)),
  );
}
