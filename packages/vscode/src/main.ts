import { isSameJson, openApp, type App, type ProcessIdentity } from "@paddock/core";
import { createRefreshIfStale, freshState, performForOthers } from "@paddock/core/actions";
import { systemClock, windowsFolder } from "@paddock/core/adapters";
import { ownProcess, publicState, setLanguage, type PublicState } from "@paddock/core/views";
import { BehaviorSubject, distinctUntilChanged, map, skip } from "rxjs";
import * as vscode from "vscode";
import type { PaddockProgress } from "./api.ts";
import { watchFocus, watchLooking, watchPresence } from "./activation/attention.ts";
import { chosenBefore, rememberChosen } from "./activation/chosen-host.ts";
import type { Actions } from "./activation/create-actions.ts";
import { createPorts, type WindowPorts } from "./activation/ports.ts";
import { publicAnswer } from "./activation/public-answer.ts";
import { createRunCommand, type RunCommand } from "./activation/run-command.ts";
import { showWindow } from "./activation/show-window.ts";
import { startWithEditor } from "./activation/start-on-startup.ts";
import { leaveReaper } from "./activation/stop-on-exit.ts";
import { requestHeaders } from "./settings/request-headers.ts";
import { openSettings } from "./settings/open-settings.ts";
import type { Surfaces } from "./surfaces/create-surfaces.ts";
import { follow } from "./surfaces/follow.ts";

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
  const visiblePart$ = new BehaviorSubject<string | undefined>(undefined);
  const inspectorVisible$ = new BehaviorSubject(false);
  const focused$ = watchFocus();

  const ports = createPorts({
    storage: extension.globalStorageUri.fsPath,
    remote: remoteOf(extension),
    headers,
    logger,
    settings,
    clock,
    looking$: watchLooking(surfaces, pageVisible$, focused$),
    present$: watchPresence(focused$, clock),
    chosen: chosenBefore(extension),
    headersUnread: (origin) => window.actions.showRefusal({ reason: "headers-unreadable", host: origin }),
    ownerWrong: (refusal) => window.actions.showRefusal(refusal),
  });
  const app = openApp(ports);
  const window = showWindow(extension, surfaces, {
    app,
    ports,
    clock,
    settings,
    headers,
    logger,
    visible: { pageVisible$, visiblePart$, inspectorVisible$ },
    focused$,
  });
  const { actions } = window;
  const own = watchOwnProcess(app);
  void startWithEditor(actions.context, extension.globalState);
  const remembering = rememberChosen(extension, app, logger);

  return {
    run: createRunCommand(actions),
    restorePanel: (panel) => window.panels.restore(panel),
    ...forOthers(app, actions),
    close() {
      vscode.Disposable.from(window, own, remembering).dispose();
      app.close();
      if (settings.read().stopOnExit) stopAfterLastWindow(extension.extensionPath, ports, own.last());
      ports.close();
      logger.dispose();
    },
  };
}

/** A person may have VS Code run Paddock on their own machine in a remote window too (`remote.extensionKind`). */
const remoteOf = ({ extension }: vscode.ExtensionContext): string | undefined =>
  extension.extensionKind === vscode.ExtensionKind.Workspace ? vscode.env.remoteName : undefined;

/** Ends our process if this was the last window. */
function stopAfterLastWindow(
  extensionPath: string,
  { presence, folder }: WindowPorts,
  process: ProcessIdentity | undefined,
): void {
  if (process && !presence.isAnyOpen())
    leaveReaper(extensionPath, { windows: windowsFolder(folder), process });
}

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
