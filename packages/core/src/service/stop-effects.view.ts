import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { allDownloads, isUnderWay } from "../downloads/downloads.ts";
import { grouped, plural } from "../ui/text/format.view.ts";

/** What stopping Ollama ends or interrupts, before it is done: a sentence for each. */
export function describeStopEffects(state: AppState): readonly string[] {
  const loaded = modelsOf(state).loaded.length;
  const downloads = allDownloads(hostFacts(state).downloads).filter(isUnderWay).length;
  return [
    ...(loaded === 0
      ? []
      : [
          plural(loaded, {
            one: l10n.t("{0} model is loaded, and will be unloaded.", grouped(loaded)),
            other: l10n.t("{0} models are loaded, and will be unloaded.", grouped(loaded)),
          }),
        ]),
    ...(downloads === 0
      ? []
      : [
          plural(downloads, {
            one: l10n.t(
              "{0} download will be paused, and resumed when Ollama runs again.",
              grouped(downloads),
            ),
            other: l10n.t(
              "{0} downloads will be paused, and resumed when Ollama runs again.",
              grouped(downloads),
            ),
          }),
        ]),
  ];
}
