import { commandOf } from "@paddock/core/actions";
import { actionOf, type Action, type StatusBarView } from "@paddock/core/views";
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
function tooltipOf({ tooltip, address, actions }: StatusBarView): vscode.MarkdownString {
  const copy = address ? linksOf([address]) : [];
  const links = linksOf([...actions, actionOf({ type: "dashboard.open" })]);
  const markdown = new vscode.MarkdownString();
  for (const line of tooltip) markdown.appendText(line).appendMarkdown("\n\n");
  markdown.isTrusted = { enabledCommands: [...copy, ...links].map(({ command }) => command) };
  for (const { label, command } of copy)
    markdown.appendMarkdown(
      `[${escaped(label)}](command:${command} "${vscode.l10n.t("Click to copy it.")}")\n\n`,
    );
  return markdown.appendMarkdown(
    links.map(({ label, command }) => `[${escaped(label)}](command:${command})`).join(" · "),
  );
}

type Link = { readonly label: string; readonly command: string };

const linksOf = (actions: readonly Action[]): readonly Link[] =>
  actions.flatMap(({ label, request }) => {
    const command = commandOf(request);
    return command === undefined ? [] : [{ label, command }];
  });

/** As it stands: an address and a name of a model come from outside. */
const escaped = (text: string): string => new vscode.MarkdownString().appendText(text).value;
