import { type AppState, hostFacts } from "@paddock/core";
import { endpointUrl, statusBarView, type Action, type Ask } from "@paddock/core/views";
import * as vscode from "vscode";

/** What next? The service's own actions first, then the doors that are always open. */
export async function askFromMenu(state: AppState): Promise<Ask | undefined> {
  const { text, actions } = statusBarView(state, Date.now());
  const always: readonly Action[] = [
    { label: vscode.l10n.t("Open Paddock"), ask: { type: "dashboard.open" } },
    { label: vscode.l10n.t("Add Model…"), ask: { type: "download.add" } },
    { label: vscode.l10n.t("Refresh Models"), ask: { type: "models.refresh" } },
    { label: vscode.l10n.t("Copy Endpoint"), ask: { type: "service.copy-endpoint" } },
    { label: vscode.l10n.t("Show Log"), ask: { type: "service.show-log" } },
    { label: vscode.l10n.t("Set Request Headers…"), ask: { type: "service.set-headers" } },
    { label: vscode.l10n.t("Open State Inspector"), ask: { type: "inspector.open" } },
  ];
  const more = always.filter(({ ask }) => actions.every((action) => action.ask.type !== ask.type));
  const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const items = [...actions.map(itemOf), ...(actions.length > 0 ? [separator] : []), ...more.map(itemOf)];
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly ask?: Ask }>(items, {
    title: text,
    placeHolder: endpointUrl(hostFacts(state).service) ?? "",
  });
  return picked?.ask;
}

const itemOf = ({ label, ask }: Action): vscode.QuickPickItem & { readonly ask: Ask } => ({ label, ask });
