import * as l10n from "@vscode/l10n";
import { sentences } from "../ui/text/format.view.ts";
import { isLeftover } from "./leftover.ts";
import type { Model } from "./models-events.ts";

export const shortDigest = ({ digest }: Pick<Model, "digest">): string => digest.slice(0, 12);

/** The name of a model on the screen. Ollama names converted weights by their whole digest. */
export const modelLabel = (model: Model): string =>
  isLeftover(model.name) ? l10n.t("converted weights {0}", shortDigest(model)) : model.name;

/** What converted weights are that no model has any more. Another model may still share their layers. */
export const describeLeftover = (): string =>
  sentences(
    l10n.t("Ollama converted these weights for a model that no longer has them."),
    l10n.t("You can delete them."),
  );
