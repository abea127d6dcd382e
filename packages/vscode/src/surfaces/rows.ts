import type { DownloadRow, ModelRow, ServiceRow } from "@paddock/core/views";
import * as vscode from "vscode";
import { commandOf } from "../actions/asks.ts";
import { COMMANDS } from "../contributions.ts";
import { modelIcon, serviceIcon, toneIcon } from "./icons.ts";

/** One line about the service. */
export function serviceItem(row: ServiceRow): vscode.TreeItem {
  const item = itemOf(row.key, row.label, row.detail);
  item.iconPath = serviceIcon(row);
  item.contextValue = `service.${row.key}`;
  item.tooltip = row.hover.join("\n");
  const command = row.ask && commandOf(row.ask);
  if (command) item.command = { command, title: row.label };
  return item;
}

/** One model; what a hover tells is asked for when somebody hovers. */
export function modelItem(row: ModelRow): vscode.TreeItem {
  const item = itemOf(row.key, row.label, row.detail);
  item.iconPath = modelIcon(row);
  item.contextValue = `model.${row.kind}${row.isOutdated ? " update" : ""}`;
  item.tooltip = undefined;
  item.command = { command: COMMANDS.showDetails, title: row.label, arguments: [row] };
  return item;
}

/** One download. */
export function downloadItem(row: DownloadRow): vscode.TreeItem {
  const isOver = row.deeds.includes("clear");
  const share = isOver ? "" : row.percentText;
  const detail = [share, row.status, row.numbers].filter((part) => part !== "").join(" · ");
  const item = itemOf(row.key, row.label, detail);
  item.iconPath = toneIcon(row.tone);
  item.contextValue = ["download", ...row.deeds].join(" ");
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
