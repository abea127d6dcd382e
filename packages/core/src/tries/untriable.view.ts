import * as l10n from "@vscode/l10n";
import type { Untriable } from "./whether-tried.ts";

/** Why a model cannot be asked with words here. */
export function describeUntriable(why: Untriable): string {
  switch (why) {
    case "decides":
      return l10n.t(
        "This model cannot be tried here. It only decides: it answers questions at /v1/systemone with probabilities, and writes no text.",
      );
    case "makes-images":
      return l10n.t(
        "This model cannot be tried here, since it makes images. Use “Run in Terminal” to have it make one.",
      );
    case "does-neither":
      return l10n.t("This model cannot be tried here, since it neither writes text nor makes vectors.");
    case "hears":
      return l10n.t(
        "This model cannot be tried here, since it only turns speech into text, at /v1/audio/transcriptions.",
      );
  }
}
