import * as vscode from "vscode";
import { isHeaderName, isHeaderValue, type Headers } from "../request-headers.ts";

/** Which headers are to go to this host? Values that were entered before are never shown again. */
export async function askForHeaders(origin: string, present: Headers): Promise<Headers | undefined> {
  const name = await askForName(origin, present);
  if (name === undefined) return undefined;
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t("“{0}” for {1}", name, origin),
    prompt: vscode.l10n.t(
      "The header's value, as in “Bearer …”. Leave it empty to send this header no more.",
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      isHeaderValue(text) ? undefined : vscode.l10n.t("A header's value is one line of plain characters."),
  });
  if (value === undefined) return undefined;
  const { [name]: _before, ...others } = present;
  return value.trim() === "" ? others : { ...others, [name]: value.trim() };
}

async function askForName(origin: string, present: Headers): Promise<string | undefined> {
  const names = Object.keys(present);
  const other: vscode.QuickPickItem = {
    label: vscode.l10n.t("Another header…"),
    iconPath: new vscode.ThemeIcon("add"),
  };
  const known = new Set(["Authorization", ...names]);
  const items = [...known].map((label) => ({
    label,
    description: names.includes(label) ? vscode.l10n.t("is sent") : vscode.l10n.t("is not sent"),
  }));
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t("Request Headers for {0}", origin),
    placeHolder: vscode.l10n.t("Kept secret, and sent to this host alone. Which header?"),
  });
  if (picked !== other) return picked?.label;
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Request Headers for {0}", origin),
    prompt: vscode.l10n.t("The header's name, as in “Authorization”"),
    ignoreFocusOut: true,
    validateInput: (text) =>
      isHeaderName(text) ? undefined : vscode.l10n.t("That is not the name of a header."),
  });
}
