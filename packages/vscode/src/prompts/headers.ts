import * as vscode from "vscode";
import { isHeaderName, isHeaderValue, type Headers } from "../settings/request-headers.ts";

/** Which headers are to go to this host? Values that were entered before are never shown again. */
export async function askForHeaders(origin: string, present: Headers): Promise<Headers | undefined> {
  const name = await askForName(origin, present);
  if (name === undefined) return undefined;
  const { [name]: before, ...others } = present;
  if (before !== undefined && (await askWhetherToForget(name, origin))) return others;
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t("“{0}” for {1}", name, origin),
    prompt: vscode.l10n.t("The header's value, as in “Bearer …”. It is kept secret, and never shown again."),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() !== "" && isHeaderValue(text)
        ? undefined
        : vscode.l10n.t("A header's value is one line of plain characters."),
  });
  return value === undefined ? undefined : { ...others, [name]: value.trim() };
}

async function askWhetherToForget(name: string, origin: string): Promise<boolean> {
  const change = vscode.l10n.t("Enter another value…");
  const forget = vscode.l10n.t("Send it no more");
  const picked = await vscode.window.showQuickPick([change, forget], {
    title: vscode.l10n.t("“{0}” for {1}", name, origin),
  });
  return picked === forget;
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
