import { isSameJson, openApp, type App, type ProcessIdentity } from "@paddock/core";
import {
  createRefreshIfStale,
  createSelection,
  createServiceLog,
  freshState,
  parsePageMessage,
  performForOthers,
} from "@paddock/core/actions";
import { systemClock, windowsFolder } from "@paddock/core/adapters";
import {
  ownProcess,
  publicState,
  refusalView,
  setLanguage,
  type ActionRequest,
  type PublicState,
} from "@paddock/core/views";
import { BehaviorSubject, distinctUntilChanged, map, skip } from "rxjs";
import * as vscode from "vscode";
import type { PaddockProgress } from "./api.ts";
import { watchFocus, watchLooking, watchPresence } from "./activation/attention.ts";
import { chosenBefore, rememberChosen } from "./activation/chosen-host.ts";
import { createActions, type Actions } from "./activation/create-actions.ts";
import { createPresenter } from "./activation/create-presenter.ts";
import { createPorts, type WindowPorts } from "./activation/ports.ts";
import { publicAnswer } from "./activation/public-answer.ts";
import { createRunCommand, type RunCommand } from "./activation/run-command.ts";
import { startWithEditor } from "./activation/start-on-startup.ts";
import { leaveReaper } from "./activation/stop-on-exit.ts";
import { requestHeaders } from "./settings/request-headers.ts";
import { openSettings } from "./settings/settings.ts";
import type { Surfaces } from "./surfaces/create-surfaces.ts";
import { follow } from "./surfaces/follow.ts";
import { createLogChannel } from "./surfaces/log-channel.ts";
import { createPagePanels } from "./surfaces/page-panels.ts";
import { renderSurfaces } from "./surfaces/render-surfaces.ts";
import { createIsRowVisible } from "./surfaces/row-visibility.ts";
import { createViewStreams } from "./surfaces/view-streams.ts";

/** Paddock in this window, once it is open. */
export interface OpenWindow {
  readonly run: RunCommand;
  restorePanel(panel: vscode.WebviewPanel): void;
  state(): PublicState;
  /** Calls the listener after every change of `state`. */
  onDidChangeState(listener: (state: PublicState) => void): vscode.Disposable;
  /** Reads the models, and resolves with the state then. */
  freshState(): Promise<PublicState>;
  /** Reads the models if other programs are known to have changed them. */
  refreshIfStale(): void;
  /** Performs a command of another extension. */
  request(said: unknown): Promise<PaddockProgress>;
  close(): void;
}

/** Opens the core on VS Code's ports, and fills the surfaces that are already registered. */
export function openWindow(extension: vscode.ExtensionContext, surfaces: Surfaces): OpenWindow {
  setLanguage(vscode.env.language, vscode.l10n.bundle);
  const logger = vscode.window.createOutputChannel("Paddock", { log: true });
  const clock = systemClock;
  const settings = openSettings();
  const headers = requestHeaders(extension.secrets);
  const pageVisible$ = new BehaviorSubject(false);
  const serviceTabVisible$ = new BehaviorSubject(false);
  const focused$ = watchFocus();

  const ports = createPorts({
    storage: extension.globalStorageUri.fsPath,
    headers,
    logger,
    settings,
    clock,
    looking$: watchLooking(surfaces, pageVisible$, focused$),
    present$: watchPresence(focused$, clock),
    chosen: chosenBefore(extension),
    headersUnread: (origin) => actions.showRefusal({ reason: "headers-unreadable", host: origin }),
    ownerWrong: (refusal) => actions.showRefusal(refusal),
  });
  const app = openApp(ports);
  const selection = createSelection(app);
  const logChannel = createLogChannel();
  const serviceLog = createServiceLog({
    app,
    clock,
    logOf: (host, owner) => ports.hostPorts(host)?.logOf(owner),
    looking$: ports.looking$,
    shown$: serviceTabVisible$,
  });
  const streams = createViewStreams({
    app,
    clock,
    looking$: ports.looking$,
    selected$: selection.selected$,
    log$: serviceLog.log$,
  });
  const presenter = createPresenter({
    app,
    clock,
    logger,
    settings,
    isRowVisible: createIsRowVisible(surfaces, () => panels),
    perform: (request) => actions.performAndReport(request),
  });
  const actions = createActions({
    app,
    clock,
    ports,
    settings,
    headers,
    logger,
    logChannel,
    select: selection.select,
    panels: () => panels,
    offer: presenter.offer,
    ownLog: () => logger.show(),
  });
  const panels = createPagePanels(
    {
      extensionUri: extension.extensionUri,
      views: streams.pages,
      parse: (said) => parsePageMessage(said, app.state()),
      perform: createPagePerform(actions),
      logger,
    },
    { pageVisible$, serviceTabVisible$ },
  );
  const rendering = renderSurfaces({
    app,
    clock,
    focused$,
    surfaces,
    streams,
    presentNotices: presenter.present,
  });
  const own = watchOwnProcess(app);
  void startWithEditor(actions.context, extension.globalState);
  const remembering = rememberChosen(extension, app, logger);

  return {
    run: createRunCommand(actions),
    restorePanel: (panel) => panels.restore(panel),
    ...forOthers(app, actions),
    close() {
      vscode.Disposable.from(rendering, panels, logChannel, own, remembering).dispose();
      selection.close();
      serviceLog.close();
      app.close();
      if (settings.read().stopOnExit) stopAfterLastWindow(extension.extensionPath, ports, own.last());
      ports.close();
      logger.dispose();
    },
  };
}

/** Ends our process if this was the last window. */
function stopAfterLastWindow(
  extensionPath: string,
  { presence, folder }: WindowPorts,
  process: ProcessIdentity | undefined,
): void {
  if (process && !presence.isAnyOpen())
    leaveReaper(extensionPath, { windows: windowsFolder(folder), process });
}

/** Performs what a page asks for; resolves with why it was refused, if it was. */
const createPagePerform =
  ({ perform }: Actions) =>
  async (request: ActionRequest): Promise<string | undefined> => {
    const answer = await perform(request);
    return answer.accepted ? undefined : refusalView(answer.refusal)?.text;
  };

/** What other extensions can ask for. */
const forOthers = (
  app: App,
  { context }: Actions,
): Pick<OpenWindow, "state" | "onDidChangeState" | "freshState" | "refreshIfStale" | "request"> => ({
  state: () => publicState(app.state()),
  onDidChangeState: (listener) =>
    follow(app.state$.pipe(map(publicState), distinctUntilChanged(isSameJson), skip(1)), listener),
  freshState: async () => publicState(await freshState(context)),
  refreshIfStale: createRefreshIfStale(context),
  request: async (said) => publicAnswer(await performForOthers(context, said)),
});

type OwnProcess = vscode.Disposable & { readonly last: () => ProcessIdentity | undefined };

/** Remembers our last known process: a window that has just become the leader does not know it for a moment. */
function watchOwnProcess(app: App): OwnProcess {
  let process: ProcessIdentity | undefined;
  const watching = follow(app.state$, (state) => (process = ownProcess(state, process)));
  return { last: () => process, dispose: () => void watching.dispose() };
}
