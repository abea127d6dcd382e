import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Question } from "../ui/confirm.port.ts";
import { grouped, plural } from "../ui/text/format.view.ts";
import { runsOf } from "./try-events.ts";

type Cleared = { readonly model: ModelName; readonly askedAtMs?: number };

/** One run is cleared at once; before all of a model, the person is asked. */
export function askToClear(state: AppState, { model, askedAtMs }: Cleared): Question | undefined {
  const { length: count } = runsOf(hostFacts(state).tried, model);
  if (askedAtMs !== undefined || count === 0) return undefined;
  return {
    text: plural(count, {
      one: l10n.t("Clear the last run of {0}?", model),
      other: l10n.t("Clear the last {0} runs of {1}?", grouped(count), model),
    }),
    detail: l10n.t("Their figures are removed, in every window."),
    yes: l10n.t("Clear"),
  };
}
