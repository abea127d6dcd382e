import type { App, Clock, Logger } from "@paddock/core";
import {
  createInspector,
  createOllamaFiles,
  createSelection,
  parsePageMessage,
  parseRowRequest,
  perform,
  type ConfirmPort,
} from "@paddock/core/actions";
import { refusalView, type ActionRequest } from "@paddock/core/views";
import type { Observable } from "rxjs";
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
import { watchTabs } from "./watch-tabs.ts";
import { createReportSources } from "./report-sources.ts";
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
  const files = createOllamaFiles({ app, clock }, ports.hostPorts);
  const searches = createSearches({ app, ports, logger });
  const tabs = watchTabs({ app, clock, ports, files, searches, logger, visiblePart$: visible.visiblePart$ });
  const { inspector, inspected$ } = createInspector({
    app,
    clock,
    requests: ports.requests,
    shown$: visible.inspectorVisible$,
  });
  const streams = createViewStreams({
    app,
    clock,
    looking$: ports.looking$,
    visiblePart$: visible.visiblePart$,
    selected$: selection.selected$,
    ...tabs.views,
    inspected$,
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
    settings,
    headers,
    report: createReportSources({ extension, app, settings, headers }),
    logger,
    logChannel,
    select: selection.select,
    searches,
    inspector,
    ...tabs.forActions,
    panels: () => panels,
    offer: presenter.offer,
    ownLog: () => logger.show(),
  });
  const panels = createPagePanels(
    {
      extensionUri: extension.extensionUri,
      views: streams.pages,
      parse: (said) => parsePageMessage(said, app.state()),
      perform: createPagePerform(actions, () => panels.focusActive()),
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
    tabs,
  );
  return {
    actions,
    panels,
    dispose() {
      shown.dispose();
      selection.close();
    },
  };
}

/**
 * Performs what a page asks for; resolves with why it was refused, if it was. VS Code gives the focus of a dialog back to
 * the frame around a page only, so the page gets it from here.
 */
const createPagePerform =
  ({ context }: Actions, giveFocusBack: () => void) =>
  async (request: ActionRequest): Promise<string | undefined> => {
    const confirm: ConfirmPort = {
      async confirm(question) {
        const isConfirmed = await context.confirm.confirm(question);
        giveFocusBack();
        return isConfirmed;
      },
    };
    const answer = await perform({ ...context, confirm }, request);
    return answer.accepted ? undefined : refusalView(answer.refusal)?.text;
  };
