import { describeModel, type ActionContext } from "@paddock/core/actions";
import { modelHover, type ModelRow } from "@paddock/core/views";
import * as vscode from "vscode";

/** What a hover tells of a model; its details are asked for now, and only once. */
export async function hoverOf(
  context: Pick<ActionContext, "app" | "clock">,
  { key: name }: ModelRow,
): Promise<vscode.MarkdownString> {
  const state = await describeModel(context, name);
  const markdown = new vscode.MarkdownString();
  for (const line of modelHover(state, name, context.clock.now()))
    markdown.appendText(line).appendMarkdown("\n\n");
  return markdown;
}
