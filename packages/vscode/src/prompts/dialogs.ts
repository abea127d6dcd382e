import type { ConfirmPort } from "@paddock/core/actions";
import type { MessageOptions } from "vscode";
import { withoutLinks } from "./without-links.ts";

/** VS Code's way to show a warning; resolves with the button that was pressed. */
type ShowWarning = (
  text: string,
  options: MessageOptions,
  ...buttons: string[]
) => Thenable<string | undefined>;

/** Asks in dialogs that must be answered before anything else. */
export const createDialogs = (showWarning: ShowWarning): ConfirmPort => ({
  async confirm({ text, detail, yes }) {
    const options = { modal: true, detail: withoutLinks(detail) };
    return (await showWarning(withoutLinks(text), options, yes)) === yes;
  },
});
