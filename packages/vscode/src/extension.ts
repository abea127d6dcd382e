import * as vscode from "vscode";
import type { PaddockExports } from "./api.ts";
import { PANELS } from "./contributions.ts";
import { deferredApi } from "./activation/deferred-api.ts";
import { commandIdsIn } from "./activation/own-commands.ts";
import type { OpenWindow } from "./main.ts";
import { createSurfaces, type Surfaces } from "./surfaces/create-surfaces.ts";

let opening: Promise<OpenWindow> | undefined;

/**
 * Registers the views and commands at once, and loads the code behind them afterwards: the extension is activated in
 * every window, and must not delay its start.
 */
export function activate(context: vscode.ExtensionContext): PaddockExports {
  const surfaces = createSurfaces();
  const opened = openSoon(context, surfaces);
  const api = deferredApi(opened);
  opening = opened;

  context.subscriptions.push(
    surfaces,
    api,
    ...commandIdsIn(context.extension.packageJSON).map((id) =>
      vscode.commands.registerCommand(id, async (target: unknown) => (await opened).run(id, target)),
    ),
    ...Object.values(PANELS).map((type) =>
      vscode.window.registerWebviewPanelSerializer(type, {
        deserializeWebviewPanel: async (panel) => (await opened).restorePanel(panel),
      }),
    ),
  );
  return {
    getAPI(version) {
      if (version !== 1) throw new RangeError(`Paddock has no API version ${String(version)}; ask for 1`);
      return api;
    },
  };
}

/** Closes the window's Paddock. The service keeps running unless the settings say otherwise. */
export async function deactivate(): Promise<void> {
  const window = await opening?.catch(() => undefined); // a window that failed to open needs no closing
  window?.close();
}

/** Opens the window after `activate` has returned. */
function openSoon(context: vscode.ExtensionContext, surfaces: Surfaces): Promise<OpenWindow> {
  const returned = new Promise<void>((resolve) => setImmediate(resolve));
  const opened = returned
    .then(() => import("./main.ts"))
    .then(({ openWindow }) => openWindow(context, surfaces));
  opened.catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    console.error("Paddock did not open", error);
    surfaces.status.text = `$(error) ${vscode.l10n.t("Ollama: Paddock could not start")}`;
    surfaces.status.tooltip = vscode.l10n.t(
      "Paddock could not start: {0}. Reload the window to try again.",
      why,
    );
  });
  return opened;
}
