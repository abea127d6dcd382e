import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import type { Download } from "../downloads/downloads.ts";
import type { Progress } from "../downloads/progress.ts";
import { hostInSentence } from "../hosts/host-name.view.ts";
import { bytes, sentences } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { isFromFile, type Origin } from "./origin.ts";
import type { Difference } from "./difference.ts";

type Underway = { readonly status: string; readonly word?: string; readonly tone: Tone };

/** What happens to a model that does not come from its registry. */
export const describeComing = (progress: Progress, origin: Origin, state: AppState): Underway =>
  isFromFile(origin)
    ? describeImporting(progress, origin.label)
    : describeSending(progress, hostInSentence(state, origin.host));

/** What happens to a model that comes from another host. */
function describeSending({ step, againBytes }: Progress, source: string): Underway {
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

/** What happens to a model that comes from a file. */
function describeImporting({ step }: Progress, file: string): Underway {
  switch (step) {
    case "preparing":
      return { status: l10n.t("reading “{0}”", file), tone: "busy" };
    case "pulling":
      return {
        status: l10n.t("being copied from “{0}” into Ollama's models folder", file),
        word: l10n.t("being imported"),
        tone: "busy",
      };
    case "verifying":
    case "writing":
      return { status: l10n.t("Ollama creates the model"), tone: "busy" };
  }
}

/** That a model was copied or imported, and in what it differs. */
export function describeSent({ from, difference }: Download, state: AppState): string {
  if (!from) return "";
  if (isFromFile(from))
    return difference
      ? sentences(l10n.t("Imported from “{0}”.", from.label), describeDifference(difference))
      : l10n.t("imported from “{0}”", from.label);
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
