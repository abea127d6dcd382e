import { commandOf } from "@paddock/core/actions";
import { actionOf, type StatusBarView } from "@paddock/core/views";
import * as vscode from "vscode";
import { STATUS_ICON } from "./icons.ts";

/** Shows the service in the status bar. */
export function showStatus(item: vscode.StatusBarItem, view: StatusBarView): void {
  item.text = `${STATUS_ICON[view.tone]} ${view.text}`;
  item.tooltip = tooltipOf(view);
  item.accessibilityInformation = { label: view.spoken };
  item.backgroundColor =
    view.tone === "wrong" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
}

/** Texts are appended with `appendText`, so that nothing in them becomes a link or an image. */
function tooltipOf({ tooltip, actions }: StatusBarView): vscode.MarkdownString {
  const links = [...actions, actionOf({ type: "dashboard.open" })].flatMap(({ label, request }) => {
    const command = commandOf(request);
    return command === undefined ? [] : [{ label, command }];
  });
  const markdown = new vscode.MarkdownString();
  for (const line of tooltip) markdown.appendText(line).appendMarkdown("\n\n");
  markdown.isTrusted = { enabledCommands: links.map(({ command }) => command) };
  return markdown.appendMarkdown(
    links.map(({ label, command }) => `[${label}](command:${command})`).join(" · "),
  );
}
