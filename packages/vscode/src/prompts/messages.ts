import type { Tone } from "@paddock/core/views";
import * as vscode from "vscode";
import { withoutLinks } from "./without-links.ts";

const SHOW = {
  good: vscode.window.showInformationMessage,
  quiet: vscode.window.showInformationMessage,
  busy: vscode.window.showInformationMessage,
  warn: vscode.window.showWarningMessage,
  wrong: vscode.window.showErrorMessage,
} satisfies Record<Tone, (message: string, ...items: string[]) => Thenable<string | undefined>>;

/** Something to tell, with what can be pressed. */
export type Message<Action> = {
  readonly text: string;
  readonly tone?: Tone;
  readonly actions?: readonly Action[];
};

/**
 * Shows a message; answers what was pressed. The only way to a message box: VS Code makes links of `[…](command:…)` in
 * it, and a model, a server or a log could have written that.
 */
export async function showMessage<Action extends { readonly label: string }>({
  text,
  tone = "warn",
  actions = [],
}: Message<Action>): Promise<Action | undefined> {
  const pressed = await SHOW[tone](withoutLinks(text), ...actions.map(({ label }) => label));
  return actions.find(({ label }) => label === pressed);
}

/** Says in passing that something is done, where no view is open to show it. */
export function mention(text: string): void {
  vscode.window.setStatusBarMessage(text.replace(/\$\(/g, "$ ("), 5_000);
}
