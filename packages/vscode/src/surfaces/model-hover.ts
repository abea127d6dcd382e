import { describeModel, type ActionContext } from "@paddock/core/actions";
import { modelHover, type ModelTreeRow } from "@paddock/core/views";
import * as vscode from "vscode";

/** The hover of a model. Its details are requested now, and only once per model. */
export async function hoverOf(
  context: Pick<ActionContext, "app" | "clock">,
  { key: name }: Pick<ModelTreeRow, "key">,
): Promise<vscode.MarkdownString> {
  const state = await describeModel(context, name);
  const markdown = new vscode.MarkdownString();
  for (const line of modelHover(state, name, context.clock.now()))
    markdown.appendText(line).appendMarkdown("\n\n");
  return markdown;
}
