import { createTries, type App, type Clock, type Logger } from "@paddock/core";
import {
  createModelFinder,
  createOllamaFiles,
  createSelection,
  createServiceLog,
  parsePageMessage,
  parseRowRequest,
  watchActivity,
  watchDisk,
} from "@paddock/core/actions";
import { refusalView, type ActionRequest } from "@paddock/core/views";
import { distinctUntilChanged, map, type Observable } from "rxjs";
import * as vscode from "vscode";
import type { RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import type { Surfaces } from "../surfaces/create-surfaces.ts";
import { createLogChannel } from "../surfaces/log-channel.ts";
import { createPagePanels, type PagePanels, type VisiblePages } from "../surfaces/page-panels.ts";
import { renderSurfaces } from "../surfaces/render-surfaces.ts";
import { PERFORM_COMMAND } from "../surfaces/row-command.ts";
import { createIsRowVisible } from "../surfaces/row-visibility.ts";
import { createViewStreams } from "../surfaces/view-streams.ts";
import { createActions, type Actions } from "./create-actions.ts";
import { createPresenter } from "./create-presenter.ts";
import type { WindowPorts } from "./ports.ts";
import { createSearches } from "./search-places.ts";

/** The open core, and what VS Code gives this window. */
type ShowOptions = {
  readonly app: App;
  readonly ports: WindowPorts;
  readonly clock: Clock;
  readonly settings: SettingsSource;
  readonly headers: RequestHeaders;
  readonly logger: Logger & { show(): void };
  readonly visible: VisiblePages;
  readonly focused$: Observable<boolean>;
};

/** What this window shows, and how it performs actions. */
export type ShownWindow = vscode.Disposable & { readonly actions: Actions; readonly panels: PagePanels };

/** Fills the surfaces from the core, and connects their clicks to its actions. */
export function showWindow(
  extension: vscode.ExtensionContext,
  surfaces: Surfaces,
  { app, ports, clock, settings, headers, logger, visible, focused$ }: ShowOptions,
): ShownWindow {
  const selection = createSelection(app);
  const logChannel = createLogChannel();
  const isShown = (...parts: readonly string[]): Observable<boolean> =>
    visible.visiblePart$.pipe(
      map((part) => part !== undefined && parts.includes(part)),
      distinctUntilChanged(),
    );
  const serviceLog = createServiceLog({
    app,
    clock,
    logOf: (host, owner) => ports.hostPorts(host)?.logOf(owner),
    askedOf: (host) => ports.hostPorts(host)?.asked,
    looking$: ports.looking$,
    shown$: isShown("service", "activity"),
  });
  const activity = watchActivity({
    state$: app.state$,
    clock,
    log$: serviceLog.log$,
    looking$: ports.looking$,
    shown$: isShown("activity"),
  });
  const files = createOllamaFiles({ app, clock }, ports.hostPorts);
  const disk = watchDisk({ app, files, clock, shown$: isShown("disk") });
  const tries = createTries({ clock, hostPorts: ports.hostPorts });
  const searches = createSearches({ app, ports, logger });
  const finder = createModelFinder(searches);
  const streams = createViewStreams({
    app,
    clock,
    looking$: ports.looking$,
    selected$: selection.selected$,
    log$: serviceLog.log$,
    activity$: activity.activity$,
    tries$: tries.tries$,
    search$: finder.found$,
    disk$: disk.disk$,
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
    files,
    disk: disk.disk,
    settings,
    headers,
    logger,
    logChannel,
    select: selection.select,
    servedRequests: serviceLog.requests,
    tries,
    searches,
    finder,
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
    visible,
  );
  const shown = vscode.Disposable.from(
    renderSurfaces({ app, clock, focused$, surfaces, streams, presentNotices: presenter.present }),
    vscode.commands.registerCommand(PERFORM_COMMAND, (said: unknown) =>
      actions.performAndReport(parseRowRequest(said, app.state())),
    ),
    panels,
    logChannel,
  );
  return {
    actions,
    panels,
    dispose() {
      shown.dispose();
      selection.close();
      serviceLog.close();
      activity.close();
      tries.close();
      finder.close();
      disk.close();
    },
  };
}

/** Performs what a page asks for; resolves with why it was refused, if it was. */
const createPagePerform =
  ({ perform }: Actions) =>
  async (request: ActionRequest): Promise<string | undefined> => {
    const answer = await perform(request);
    return answer.accepted ? undefined : refusalView(answer.refusal)?.text;
  };
