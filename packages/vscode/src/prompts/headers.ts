import * as vscode from "vscode";
import { isHeaderName, isHeaderValue, type Headers } from "../settings/request-headers.ts";

/** Asks for the headers to send to this host. Values that were entered before are never shown again. */
export async function askForHeaders(origin: string, present: Headers): Promise<Headers | undefined> {
  const name = await askForName(origin, present);
  if (name === undefined) return undefined;
  const { [name]: current, ...others } = present;
  if (current !== undefined && (await askWhetherToRemove(name, origin))) return others;
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t("“{0}” for {1}", name, origin),
    prompt: vscode.l10n.t(
      "Enter the header value, such as “Bearer …”. It is stored as a secret and never shown again.",
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() !== "" && isHeaderValue(text)
        ? undefined
        : vscode.l10n.t("A header value must be one line of plain characters."),
  });
  return value === undefined ? undefined : { ...others, [name]: value.trim() };
}

async function askWhetherToRemove(name: string, origin: string): Promise<boolean> {
  const change = vscode.l10n.t("Change value…");
  const remove = vscode.l10n.t("Remove header");
  const picked = await vscode.window.showQuickPick([change, remove], {
    title: vscode.l10n.t("“{0}” for {1}", name, origin),
  });
  return picked === remove;
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
    description: names.includes(label) ? vscode.l10n.t("sent") : vscode.l10n.t("not sent"),
  }));
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t("Request Headers for {0}", origin),
    placeHolder: vscode.l10n.t("Select a header. Values are stored as secrets and sent only to this host."),
  });
  if (picked !== other) return picked?.label;
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Request Headers for {0}", origin),
    prompt: vscode.l10n.t("Enter the header name, such as “Authorization”"),
    ignoreFocusOut: true,
    validateInput: (text) =>
      isHeaderName(text) ? undefined : vscode.l10n.t("This is not a valid header name."),
  });
}
