import { after, findModel, modelsOf, type App } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";
import { modelHover, type ModelRow } from "@paddock/core/views";
import { filter, firstValueFrom, map, takeUntil } from "rxjs";
import * as vscode from "vscode";

/** Details that take longer come with the next hover. */
const PATIENCE_MS = 3_000;

/** What a hover tells of a model; its details are asked for now, and only once. */
export async function hoverOf(app: App, { key: name }: ModelRow): Promise<vscode.MarkdownString> {
  await app.dispatch({ type: "models.describe", model: name });
  const lines$ = app.state$.pipe(
    filter((state) => {
      const models = modelsOf(state);
      const model = findModel(models, name);
      return !model || models.details[model.digest]?.kind !== "asked";
    }),
    map((state) => modelHover(state, name, systemClock.now())),
    takeUntil(after(systemClock, PATIENCE_MS)),
  );
  const lines = await firstValueFrom(lines$, { defaultValue: [name] });
  const markdown = new vscode.MarkdownString();
  for (const line of lines) markdown.appendText(line).appendMarkdown("\n\n");
  return markdown;
}
