import type { App } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";
import { modelHover, type ModelRow } from "@paddock/core/views";
import * as vscode from "vscode";
import { describeModel } from "../actions/describe-model.ts";

/** What a hover tells of a model; its details are asked for now, and only once. */
export async function hoverOf(app: App, { key: name }: ModelRow): Promise<vscode.MarkdownString> {
  const state = await describeModel(app, name);
  const markdown = new vscode.MarkdownString();
  for (const line of modelHover(state, name, systemClock.now()))
    markdown.appendText(line).appendMarkdown("\n\n");
  return markdown;
}
