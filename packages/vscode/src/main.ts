import { hostFacts, openApp, type ProcessIdentity } from "@paddock/core";
import { systemClock, windowsFolder } from "@paddock/core/adapters";
import { publicState, setLanguage, type Ask, type PublicState } from "@paddock/core/views";
import { BehaviorSubject, distinctUntilChanged } from "rxjs";
import * as vscode from "vscode";
import type { PaddockAnswer } from "./api.ts";
import { watchLooking } from "./activation/attention.ts";
import { createAskForNewModel } from "./prompts/add-model.ts";
import { createChoosing } from "./surfaces/selected-model.ts";
import { createCommands, type RunCommand } from "./actions/commands.ts";
import { readModels } from "./actions/ensure-models.ts";
import { createOllamaFiles } from "./actions/model-files.ts";
import { createPerform } from "./actions/perform.ts";
import { createPorts } from "./activation/ports.ts";
import { createPublicDispatch } from "./activation/public-api.ts";
import { follow } from "./surfaces/follow.ts";
import { createPagePanels } from "./surfaces/page-panels.ts";
import { renderSurfaces } from "./surfaces/render-surfaces.ts";
import { requestHeaders } from "./settings/request-headers.ts";
import { createSearches } from "./activation/search-places.ts";
import { readSettings } from "./settings/settings.ts";
import { createLogDocuments } from "./surfaces/log-documents.ts";
import { leaveReaper } from "./activation/stop-on-exit.ts";
import type { Surfaces } from "./surfaces/create-surfaces.ts";
import { createViewStreams } from "./surfaces/view-streams.ts";

/** This window's Paddock, once it is open. */
export interface OpenWindow {
  readonly run: RunCommand;
  restorePanel(panel: vscode.WebviewPanel): void;
  /** Calls at once with the present state, and again whenever it has changed. */
  onDidChangeState(listener: (state: PublicState) => void): vscode.Disposable;
  dispatch(command: unknown): Promise<PaddockAnswer>;
  close(): void;
}

/** Opens the core on what this host offers, and fills the surfaces that were registered before. */
export function openWindow(context: vscode.ExtensionContext, surfaces: Surfaces): OpenWindow {
  setLanguage(vscode.env.language, vscode.l10n.bundle);
  const logger = vscode.window.createOutputChannel("Paddock", { log: true });
  const folder = context.globalStorageUri.fsPath;
  const headers = requestHeaders(context.secrets);
  const pageVisible$ = new BehaviorSubject(false);

  const ports = createPorts({ folder, headers, logger, looking$: watchLooking(surfaces, pageVisible$) });
  const app = openApp(ports);
  const choosing = createChoosing(app);
  const logs = createLogDocuments();
  const { chosen$ } = choosing;
  const streams = createViewStreams({ app, clock: systemClock, looking$: ports.looking$, chosen$ });
  const files = createOllamaFiles(app, ports.reach);
  const askForNewModel = createAskForNewModel({
    state: app.state,
    reach: ports.reach,
    files,
    searches: createSearches({ app, ports, logger }),
  });
  const perform = createPerform({
    app,
    headers,
    files,
    askForNewModel,
    folder,
    logs,
    panels: () => panels,
    choose: (model) => choosing.choose(model, "in-panel"),
    showOutput: () => logger.show(),
  });
  const panels = createPagePanels(
    {
      extensionUri: context.extensionUri,
      views: streams.pages,
      perform: async (ask: Ask) => (await perform(ask))?.text,
      logger,
    },
    pageVisible$,
  );
  const rendering = renderSurfaces({ app, surfaces, streams, perform });
  // Whoever takes over from another window does not know for a moment whose process it is; we may be closed then, too.
  let ownProcess: ProcessIdentity | undefined;
  const knowing = follow(app.state$, (state) => {
    const { service } = hostFacts(state);
    if (service.situation.kind !== "unknown") ownProcess = service.process;
  });

  return {
    run: createCommands({
      state: app.state,
      perform,
      refresh: () => readModels(app),
      async showDetails(model) {
        await panels.open("dashboard");
        await choosing.choose(model, "elsewhere");
      },
    }),
    restorePanel: (panel) => panels.restore(panel),
    onDidChangeState: (listener) =>
      follow(
        streams.of(publicState).pipe(distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b))),
        listener,
      ),
    dispatch: createPublicDispatch(app, files),
    close() {
      vscode.Disposable.from(rendering, panels, choosing, logs, knowing).dispose();
      app.close();
      if (ownProcess && readSettings().stopOnExit && !ports.presence.isAnyOpen())
        leaveReaper(context.extensionPath, { windows: windowsFolder(folder), process: ownProcess });
      ports.close();
      logger.dispose();
    },
  };
}
