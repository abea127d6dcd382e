import type { ConfirmPort } from "@paddock/core/actions";
import type { MessageOptions } from "vscode";
import { withoutLinks } from "./without-links.ts";

/** The part of `showWarningMessage` that is used here; resolves with the pressed button. */
type ShowWarning = (
  text: string,
  options: MessageOptions,
  ...buttons: string[]
) => Thenable<string | undefined>;

/** Asks for confirmation in modal dialogs. */
export const createDialogs = (showWarning: ShowWarning): ConfirmPort => ({
  async confirm({ text, detail, yes }) {
    const options = { modal: true, detail: withoutLinks(detail) };
    return (await showWarning(withoutLinks(text), options, yes)) === yes;
  },
});
