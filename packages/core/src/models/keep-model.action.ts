import * as l10n from "@vscode/l10n";
import { refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { KEEP_TIMES, type KeepTime } from "./load-settings.ts";
import { describeKeep } from "./load-words.view.ts";
import type { ModelName } from "./model-name.ts";
import { operateOn } from "./operate-on-model.action.ts";

/** A loaded model, and for how long it stays so; without a time, the person is asked. */
type Keeping = { readonly model: ModelName; readonly keep?: KeepTime };

/** What Ollama does by itself. */
const USUAL_KEEP: KeepTime = "5m";

/** The command that keeps a model loaded; without a time, for the usual one. */
export const keepingCommand = ({ model, keep = USUAL_KEEP }: Keeping) =>
  ({ type: "model.keep", model, keep }) as const;

/** Keeps a loaded model loaded for longer, or not longer than usual. */
export async function keepModel(context: ActionContext, { model, keep }: Keeping): Promise<ActionAnswer> {
  const chosen = keep ?? (await askForTime(context, model));
  if (!chosen) return refused({ reason: "declined" });
  return operateOn(context, keepingCommand({ model, keep: chosen }));
}

const askForTime = ({ prompt }: ActionContext, model: ModelName): Promise<KeepTime | undefined> =>
  prompt.choose({
    title: l10n.t("Keep “{0}” loaded", model),
    placeholder: l10n.t("Select how long it stays loaded after it was last used"),
    choices: KEEP_TIMES.map((value) => ({
      value,
      label: describeKeep(value),
      detail: value === "forever" ? l10n.t("Its memory stays taken, also while it is not used.") : "",
    })),
  });
