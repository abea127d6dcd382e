import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { actionOf, isOffered, type Action } from "../ui/actions.ts";
import { grouped, plural, sentences } from "../ui/text/format.view.ts";
import { isLocalName } from "./local-names.ts";
import { missingLayersOf } from "./models.ts";
import type { Model } from "./models-events.ts";

/** What is wrong with a model whose files are not all on the disk, and what to do. */
export type Damage = { readonly text: string; readonly action: Action | null };

export function damageOf(state: AppState, { name }: Model): Damage | null {
  const missing = missingLayersOf(modelsOf(state), name);
  if (missing === 0) return null;
  const what = plural(missing, {
    one: l10n.t("A layer of this model is missing on the disk, so Ollama cannot load it."),
    other: l10n.t(
      "{0} layers of this model are missing on the disk, so Ollama cannot load it.",
      grouped(missing),
    ),
  });
  if (isLocalName(hostFacts(state).localNames, name))
    return {
      text: sentences(
        what,
        l10n.t("No registry has it under this name: make or copy it again, or delete it."),
      ),
      action: null,
    };
  const request = { type: "download.request", model: name } as const;
  return {
    text: sentences(what, l10n.t("Download it again: Ollama fetches only what is missing.")),
    action: isOffered(state, request) ? actionOf(request, l10n.t("Download Again")) : null,
  };
}
