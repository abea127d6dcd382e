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

/** A message, and the buttons it has. */
type Message<Action> = {
  readonly text: string;
  readonly tone?: Tone;
  readonly actions?: readonly Action[];
};

/**
 * Shows a message; resolves with the pressed button. Use only this function to show a message: VS Code turns
 * `[…](command:…)` into a link, and that text may come from a model, a server or a log.
 */
export async function showMessage<Action extends { readonly label: string }>({
  text,
  tone = "warn",
  actions = [],
}: Message<Action>): Promise<Action | undefined> {
  const pressed = await SHOW[tone](withoutLinks(text), ...actions.map(({ label }) => label));
  return actions.find(({ label }) => label === pressed);
}

/** Shows a short text in the status bar for five seconds. */
export function mention(text: string): void {
  vscode.window.setStatusBarMessage(text.replace(/\$\(/g, "$ ("), 5_000);
}

/** Takes messages off the screen. VS Code closes no single one, and keeps all of them in the notification center. */
export function hideMessages(): void {
  void vscode.commands.executeCommand("notifications.hideToasts");
}
