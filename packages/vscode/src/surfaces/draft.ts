import type { Draft } from "@paddock/core/actions";
import * as vscode from "vscode";
import { showMessage } from "../prompts/messages.ts";

/** Not one of the palette: only the buttons above a draft run it. */
const PRESS_COMMAND = "paddock.pressDraftButton";

/**
 * Opens a JSON text in a new editor. Its buttons are in a message, which VS Code takes off the screen after a few
 * seconds, and above the text, where they stay until it is closed.
 */
export async function showDraft<Value>({ text, note, buttons, press }: Draft<Value>): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: text, language: "json" });
  const command = `${PRESS_COMMAND} ${document.uri.toString()}`;
  const pressed = (index: number): void => {
    const button = buttons[index];
    if (button) press(button.value, document.getText());
  };
  const shown: vscode.Disposable = vscode.Disposable.from(
    vscode.commands.registerCommand(command, pressed),
    vscode.languages.registerCodeLensProvider(
      { scheme: document.uri.scheme, pattern: document.uri.path },
      {
        provideCodeLenses: () =>
          lensesOf(
            buttons.map(({ label }) => label),
            command,
          ),
      },
    ),
    vscode.workspace.onDidCloseTextDocument((closed) => {
      if (closed === document) shown.dispose();
    }),
  );
  await vscode.window.showTextDocument(document, { preview: false });
  void showMessage({ text: note, tone: "quiet", actions: buttons }).then(
    (button) => button && press(button.value, document.getText()),
  );
}

const lensesOf = (labels: readonly string[], command: string): vscode.CodeLens[] =>
  labels.map(
    (title, index) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [index] }),
  );
