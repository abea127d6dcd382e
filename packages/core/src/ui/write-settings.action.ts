import type { Refusal } from "../shared/decision.ts";
import { errorText } from "../shared/error-text.ts";
import type { ActionContext } from "./action.ts";
import type { SettingsChange } from "./settings.port.ts";

/** Writes settings that the person has agreed to; resolves with a refusal where that fails. */
export async function writeSettings(
  { settings }: Pick<ActionContext, "settings">,
  change: SettingsChange,
): Promise<Refusal | undefined> {
  try {
    await settings.write(change);
    return undefined;
  } catch (error) {
    return { reason: "settings-unwritable", detail: errorText(error) };
  }
}
