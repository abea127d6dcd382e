import type { Refusal } from "../shared/decision.ts";
import { errorText } from "../shared/error-text.ts";
import type { ActionContext } from "./action.ts";
import type { SettingsChange } from "./settings.port.ts";

/** Writes settings that the person has agreed to; resolves with a refusal where that fails. */
export const writeSettings = (
  { settings }: Pick<ActionContext, "settings">,
  change: SettingsChange,
): Promise<Refusal | undefined> => writing("settings", () => settings.write(change));

/** The same for settings that something else writes. */
export async function writing(
  what: Extract<Refusal, { readonly reason: "settings-unwritable" }>["what"],
  write: () => Promise<void>,
): Promise<Refusal | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    return { reason: "settings-unwritable", what, detail: errorText(error) };
  }
}
