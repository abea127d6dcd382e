import type { DownloadRow, HostTreeRow, ModelTreeRow, ServiceRow } from "@paddock/core/views";
import * as vscode from "vscode";
import { ACTIONS } from "@paddock/core/actions";
import { signedUri } from "./row-signs.ts";
import { clickOn } from "./row-command.ts";
import { downloadIcon, modelIcon, serviceIcon, toneIcon } from "./icons.ts";

/** A line about the service, or a host. */
export const serviceTreeItem = (row: ServiceRow | HostTreeRow): vscode.TreeItem =>
  "children" in row ? hostItem(row) : serviceItem(row);

/** One of several hosts; the chosen one is open. */
function hostItem(row: HostTreeRow): vscode.TreeItem {
  const item = itemOf(row.key, row.name, row.detail);
  item.iconPath = toneIcon(row.tone);
  item.contextValue = row.offers.join(" ");
  item.tooltip = row.hover.join("\n");
  if (row.isChosen) item.resourceUri = signedUri(row.key, "chosen");
  item.collapsibleState = vscode.TreeItemCollapsibleState[row.children.length > 0 ? "Expanded" : "None"];
  item.command = clickOn(row.request, row.name);
  return item;
}

function serviceItem(row: ServiceRow): vscode.TreeItem {
  const item = itemOf(row.key, row.label, row.detail);
  if (row.spoken) item.accessibilityInformation = { label: `${row.label}, ${row.spoken}` };
  item.iconPath = serviceIcon(row);
  item.contextValue = row.offers.join(" ");
  item.tooltip = row.hover.join("\n");
  if (row.request) item.command = clickOn(row.request, row.label);
  return item;
}

/** A model. Its tooltip is left empty, so that VS Code resolves it on hover. */
export function modelItem(row: ModelTreeRow): vscode.TreeItem {
  const item = itemOf(row.key, row.label, row.detail);
  item.iconPath = modelIcon(row);
  item.contextValue = row.offers.join(" ");
  item.tooltip = undefined;
  item.accessibilityInformation = { label: `${row.name}, ${row.about}` };
  if (row.sign) item.resourceUri = signedUri(row.key, row.sign);
  const command = ACTIONS["model.show-details"].doors.palette;
  if (command) item.command = { command, title: row.label, arguments: [row] };
  return item;
}

/** A download. */
export function downloadItem(row: DownloadRow): vscode.TreeItem {
  const item = itemOf(row.key, row.label, row.narrow);
  item.iconPath = downloadIcon(row);
  item.accessibilityInformation = { label: `${row.model}, ${row.brief}` };
  if (row.stage === "failed") item.resourceUri = signedUri(row.key, "needs-you");
  item.contextValue = row.offers.join(" ");
  item.tooltip = row.hover.join("\n");
  return item;
}

function itemOf(id: string, label: string, description: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.description = description;
  item.accessibilityInformation = { label: description === "" ? label : `${label}, ${description}` };
  return item;
}
