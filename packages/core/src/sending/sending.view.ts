import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import type { Download } from "../downloads/downloads.ts";
import type { Progress } from "../downloads/progress.ts";
import { hostInSentence } from "../hosts/host-name.view.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import type { Difference } from "./difference.ts";

/** What happens to a model that comes from another host. */
export function describeSending(
  { step, againBytes }: Progress,
  source: string,
): { readonly status: string; readonly tone: Tone } {
  switch (step) {
    case "preparing":
      return { status: l10n.t("comparing with {0}", source), tone: "busy" };
    case "pulling":
      return againBytes === undefined
        ? { status: l10n.t("being sent from {0}", source), tone: "busy" }
        : { status: l10n.t("{0} are sent from {1} again", bytes(againBytes), source), tone: "busy" };
    case "verifying":
    case "writing":
      return { status: l10n.t("Ollama creates the model"), tone: "busy" };
  }
}

/** That a model was copied, and in what it differs. */
export function describeSent({ from, difference }: Download, state: AppState): string {
  if (!from) return "";
  const source = hostInSentence(state, from.host);
  return difference
    ? sentences(l10n.t("Copied from {0}.", source), describeDifference(difference))
    : l10n.t("copied from {0}", source);
}

/** An upload that breaks off leaves nothing of its layer (docs/ollama.md §1.6). */
export const describeSentSoFar = (): string =>
  l10n.t("Layers that have arrived are not sent again. The one that was on its way is.");

export function describeDifference(difference: Difference): string {
  switch (difference) {
    case "weights":
      return l10n.t("Ollama rewrote the weights, so their digest differs from the original's.");
    case "texts":
      return l10n.t(
        "The weights are the same. Ollama wrote the parameters or texts anew, so the digest differs from the original's.",
      );
    case "configuration":
      return l10n.t(
        "All layers are the same. Ollama wrote the configuration anew, so the digest differs from the original's.",
      );
  }
}
