import type { DownloadRow, HostTreeRow, ModelTreeRow, ServiceRow } from "@paddock/core/views";
import * as vscode from "vscode";
import { MENU_COMMAND, STATUS_ITEM, VIEWS } from "../contributions.ts";
import { RowTree } from "./row-tree.ts";

/** The status bar item and the views, which VS Code shows before any state is known. */
export type Surfaces = {
  readonly status: vscode.StatusBarItem;
  readonly service: RowTree<ServiceRow | HostTreeRow>;
  readonly models: RowTree<ModelTreeRow>;
  readonly downloads: RowTree<DownloadRow>;
};

/** Left of messages that other extensions show for a while, which would push it about. */
const STATUS_PRIORITY = 10;

/** Registers the surfaces; each shows that it is loading. */
export function createSurfaces(): Surfaces & vscode.Disposable {
  const status = vscode.window.createStatusBarItem(
    STATUS_ITEM,
    vscode.StatusBarAlignment.Left,
    STATUS_PRIORITY,
  );
  status.name = "Ollama";
  status.text = "$(loading~spin) Ollama";
  status.command = MENU_COMMAND;
  status.show();
  const service = new RowTree<ServiceRow | HostTreeRow>(VIEWS.service);
  const models = new RowTree<ModelTreeRow>(VIEWS.models);
  const downloads = new RowTree<DownloadRow>(VIEWS.downloads);
  return {
    status,
    service,
    models,
    downloads,
    dispose: () => void vscode.Disposable.from(status, service, models, downloads).dispose(),
  };
}
