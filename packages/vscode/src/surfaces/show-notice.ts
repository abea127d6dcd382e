import { errorText } from "@paddock/core";
import type { Action, ActionRequest, NoticeView } from "@paddock/core/views";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import { mention, showMessage } from "../prompts/messages.ts";
import type { SettingsSource } from "../settings/settings.ts";

/** What a button of a notice does: an action, or no more notices of its kind. */
type Button = { readonly label: string; readonly request?: Action["request"] };

/**
 * Shows a notice with its buttons; resolves with the action of the pressed one. A completed download is only mentioned in
 * the status bar, unless the person wants a message.
 */
export async function showNotice(
  { notice, text, tone, actions }: NoticeView,
  settings: SettingsSource,
): Promise<ActionRequest | undefined> {
  const { kind } = notice.about;
  if (kind === "download-completed" && !settings.read().notifiesWhenDone) {
    mention(text);
    return undefined;
  }
  const never: Button = { label: vscode.l10n.t("Don't Show Again") };
  const pressed = await showMessage<Button>({ text, tone, actions: [...actions, never] });
  if (pressed === never) await hideFromNowOn(kind, settings);
  return pressed?.request;
}

async function hideFromNowOn(kind: string, settings: SettingsSource): Promise<void> {
  try {
    await settings.hideNotices(kind);
  } catch (error) {
    const reason = errorText(error); // VS Code's, with what to do about it
    mention(
      vscode.l10n.t("The setting “{0}” could not be changed. {1}", SETTINGS.hiddenNotifications, reason),
    );
    return;
  }
  mention(vscode.l10n.t("Not shown again. The setting “{0}” brings it back.", SETTINGS.hiddenNotifications));
}
