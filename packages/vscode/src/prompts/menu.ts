import type { Action, ActionRequest, StatusMenu } from "@paddock/core/views";
import { ACTIONS } from "@paddock/core/actions";
import * as vscode from "vscode";

type Item = vscode.QuickPickItem & { readonly request?: ActionRequest };

/** Shows the status bar's menu: first the actions for the current state, then those that are always available. */
export async function askFromMenu({
  title,
  placeholder,
  now,
  always,
}: StatusMenu): Promise<ActionRequest | undefined> {
  const separator: Item = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const items = [...now.map(itemOf), ...(now.length > 0 ? [separator] : []), ...always.map(itemOf)];
  const picked = await vscode.window.showQuickPick<Item>(items, { title, placeHolder: placeholder });
  return picked?.request;
}

function itemOf({ label, request }: Action): Item {
  const { icon } = ACTIONS[request.type];
  return { label, request, ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }) };
}
