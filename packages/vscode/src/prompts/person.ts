import type { PromptPort } from "@paddock/core/actions";
import { systemHome } from "@paddock/core/adapters";
import * as path from "node:path";
import * as vscode from "vscode";
import type { RequestHeaders } from "../settings/request-headers.ts";
import { askForHeaders } from "./headers.ts";
import { asPlainText } from "./plain-text.ts";

/** The palette gives the focus back to a page a moment later, which would close a picker that just opened. */
const ignoreFocusOut = true;

/** Asks in VS Code's pickers and input boxes. */
export const createPrompts = (headers: RequestHeaders, newModel: PromptPort["newModel"]): PromptPort => {
  const savedFor = (origin: string) => headers.of(origin).catch(() => ({})); // unreadable ones are entered again
  return {
    newModel,
    async choose({ title, placeholder, choices }) {
      const items = choices.map(({ value, label, detail, more }) => ({
        value,
        label: asPlainText(label),
        description: asPlainText(detail),
        ...(more !== undefined && { detail: asPlainText(more) }),
      }));
      const picked = await vscode.window.showQuickPick(items, {
        title,
        placeHolder: placeholder,
        matchOnDescription: true,
        matchOnDetail: true,
        ignoreFocusOut,
      });
      return picked?.value;
    },
    text: async ({ title, prompt, value, problem }) =>
      vscode.window.showInputBox({ title, prompt, value, validateInput: problem, ignoreFocusOut }),
    async file(title) {
      const [file] = (await vscode.window.showOpenDialog({ title, canSelectMany: false })) ?? [];
      return file?.fsPath;
    },
    async newFile({ title, name }) {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const file = await vscode.window.showSaveDialog({
        title,
        defaultUri: folder
          ? vscode.Uri.joinPath(folder, name)
          : vscode.Uri.file(path.join(systemHome(), name)),
      });
      return file?.fsPath;
    },
    newHeaders: async (origin, entered) => askForHeaders(origin, entered ?? (await savedFor(origin))),
    async headers(origin) {
      const chosen = await askForHeaders(origin, await savedFor(origin));
      if (chosen) await headers.set(origin, chosen);
      return chosen !== undefined;
    },
  };
};
