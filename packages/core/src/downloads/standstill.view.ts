import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { offered, type Action } from "../ui/actions.ts";
import { elapsed, remarks } from "../ui/text/format.view.ts";
import type { Standstill } from "./progress.ts";

/** Says why no bytes arrive: in a few words, and what follows from it. */
export function describeStandstill(
  { kind, sinceMs }: Standstill,
  nowMs: number,
): { readonly word: string; readonly status: string } {
  const time = elapsed(nowMs - sinceMs);
  const saying = (word: string, advice = "") => ({ word, status: remarks(word, advice) });
  switch (kind) {
    case "stalled":
      return saying(l10n.t("stalled for {0}", time));
    case "stuck":
      return saying(l10n.t("stuck for {0}", time), l10n.t("Restart Ollama to continue."));
    case "silent":
      return saying(
        l10n.t("no answer from Ollama for {0}", time),
        l10n.t("It may still be downloading, for example behind a proxy."),
      );
  }
}

/** Why only a restart of Ollama helps a download that is stuck (docs/ollama.md §0.5), and the button, if Paddock can do it. */
export const whileStuck = (
  state: AppState,
): { readonly why: string; readonly actions: readonly Action[] } => ({
  why: l10n.t(
    "Another program may have given up a download of the same file while Ollama was asking for its size. Ollama then waits forever, and may crash if this download is paused or cancelled.",
  ),
  actions: offered(state, [{ type: "service.restart" }]),
});
