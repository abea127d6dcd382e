import { hostOf, type App, type HostPorts, type Logger, type ModelSearch, type Refusal } from "@paddock/core";
import { createCopyPlans, perform, type ActionAnswer, type ActionContext } from "@paddock/core/actions";
import { findInstallCommands, findSurroundings, newDownloadId } from "@paddock/core/adapters";
import { isServiceRunning, statusMenu, type ActionRequest } from "@paddock/core/views";
import { filter, map, NEVER, skipWhile } from "rxjs";
import { createAskForNewModel } from "../prompts/add-model.ts";
import { createDialogs } from "../prompts/dialogs.ts";
import * as vscode from "vscode";
import { askFromMenu } from "../prompts/menu.ts";
import { hideMessages, showMessage } from "../prompts/messages.ts";
import { createPrompts } from "../prompts/person.ts";
import { createShowRefusal, type ShowRefusal } from "../prompts/refusals.ts";
import type { RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import { createHostBook } from "./host-book.ts";
import type { WindowPorts } from "./ports.ts";
import { createScreen, type ScreenOptions } from "../surfaces/screen.ts";

/** What actions need of this window. */
type ActionsOptions = Pick<
  ActionContext,
  | "clock"
  | "inspector"
  | "report"
  | "select"
  | "servedRequests"
  | "tries"
  | "finder"
  | "files"
  | "disk"
  | "doctor"
> &
  Omit<ScreenOptions, "menu" | "refusal"> & {
    readonly app: App;
    readonly ports: WindowPorts;
    readonly settings: SettingsSource;
    readonly headers: RequestHeaders;
    readonly logger: Logger;
    readonly searches: () => Promise<readonly ModelSearch[]>;
  };

/** How this window performs actions. */
export type Actions = {
  readonly context: ActionContext;
  readonly perform: (request: ActionRequest) => Promise<ActionAnswer>;
  /** The same, and shows the reason if the action is refused. */
  readonly performAndReport: (request: ActionRequest) => void;
  readonly showRefusal: ShowRefusal;
};

/** The reasons that hold only until Ollama runs. */
const WHILE_NOT_RUNNING: ReadonlySet<Refusal["reason"]> = new Set(["not-running", "no-program", "bad-host"]);

/** Connects core's actions to VS Code's prompts and surfaces. */
export function createActions(options: ActionsOptions): Actions {
  const {
    app,
    clock,
    ports,
    files,
    disk,
    doctor,
    inspector,
    select,
    servedRequests,
    tries,
    finder,
    searches,
  } = options;
  const { headers, settings, logger } = options;
  /** Those of the host that this window shows. */
  const hostPorts = (): HostPorts | undefined => {
    const host = hostOf(app.state());
    return host === undefined ? undefined : ports.hostPorts(host);
  };
  const newModel = createAskForNewModel({
    state: app.state,
    hostPorts,
    files,
    searches,
  });
  const act = (request: ActionRequest): Promise<ActionAnswer> => perform(context, request);
  const showRefusal = createShowRefusal({
    perform: act,
    show: showMessage,
    hide: hideMessages,
    // It may be about another host than the shown one, which may run.
    isOver$: ({ reason }) =>
      WHILE_NOT_RUNNING.has(reason)
        ? app.state$.pipe(map(isServiceRunning), skipWhile(Boolean), filter(Boolean))
        : NEVER,
  });
  async function actAndReport(request: ActionRequest): Promise<void> {
    const answer = await act(request);
    if (!answer.accepted) showRefusal(answer.refusal);
  }
  async function menu(): Promise<void> {
    const request = await askFromMenu(statusMenu(app.state(), clock.now()));
    if (request) await actAndReport(request);
  }
  const context: ActionContext = {
    app,
    clock,
    files,
    logOf: (host, owner) => ports.hostPorts(host)?.logOf(owner),
    servedRequests,
    report: options.report,
    disk,
    modelFiles: ports.modelFiles,
    headerNames: (host) => ports.hostPorts(host)?.headerNames ?? [],
    doctor,
    inspector,
    hosts: createHostBook({ settings, headers, transport: ports.transport, demo: ports.demo }),
    owners: {
      found: async (host) => (await ports.hostPorts(host)?.owner.candidates()) ?? [],
      choose: settings.chooseOwner,
    },
    copies: createCopyPlans({ app, files, hostPorts: ports.hostPorts }),
    logger,
    newDownloadId,
    select,
    tries,
    finder,
    confirm: createDialogs(vscode.window.showWarningMessage),
    prompt: createPrompts(headers, newModel),
    settings,
    installCommands: findInstallCommands,
    latestRelease: ports.latestRelease,
    surroundings: findSurroundings,
    holders: (host) => ports.hostPorts(host)?.holders,
    show: createScreen({ ...options, menu, refusal: showRefusal }),
  };
  return { context, perform: act, performAndReport: (request) => void actAndReport(request), showRefusal };
}
