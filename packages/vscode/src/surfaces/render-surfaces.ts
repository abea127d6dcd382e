import { clockScheduler, type App, type AppState } from "@paddock/core";
import type { ActionContext } from "@paddock/core/actions";
import {
  announcement,
  downloadsHead,
  downloadRows,
  isListSettled,
  loadFormats,
  menuContext,
  modelListRemark,
  modelsHead,
  noticeViews,
  modelTreeRows,
  serviceTree,
  serviceHead,
  serviceMessage,
  statusBarView,
} from "@paddock/core/views";
import { EMPTY, filter, firstValueFrom, switchMap, takeUntil, timer, type Observable } from "rxjs";
import * as vscode from "vscode";
import { mention } from "../prompts/messages.ts";
import type { Surfaces } from "./create-surfaces.ts";
import type { ViewStreams } from "./view-streams.ts";
import { createContextKeys } from "./context-keys.ts";
import { follow } from "./follow.ts";
import { hoverOf } from "./model-hover.ts";
import type { NoticePresenter } from "./notices.ts";
import { showSigns } from "./row-signs.ts";
import { downloadItem, modelItem, serviceTreeItem } from "./rows.ts";
import { showStatus } from "./status-bar.ts";

/** What is shown, where, and how buttons are handled. */
type RenderOptions = {
  readonly app: App;
  readonly clock: ActionContext["clock"];
  readonly focused$: Observable<boolean>;
  readonly surfaces: Surfaces;
  readonly streams: ViewStreams;
  readonly presentNotices: NoticePresenter["present"];
};

/** Keeps the status bar, the views, the context keys and the notices up to date. */
export function renderSurfaces(options: RenderOptions): vscode.Disposable {
  const { app, clock, focused$, surfaces, streams, presentNotices } = options;
  const { status, service, models, downloads } = surfaces;
  const now = <View>(toView: (state: AppState, nowMs: number) => View): View =>
    toView(app.state(), clock.now());
  service.drawFrom({ rows: () => now(serviceTree), toItem: serviceTreeItem });
  downloads.drawFrom({ rows: () => now(downloadRows), toItem: downloadItem });
  models.drawFrom({
    rows: (most) => now((state, nowMs) => modelTreeRows(state, nowMs, most)),
    toItem: modelItem,
    hover: (row) => hoverOf(options, row),
    settled: () => untilListed(options),
  });
  return vscode.Disposable.from(
    follow(timer(FORMATS_AFTER_MS, clockScheduler(clock)), loadFormats),
    follow(streams.of(statusBarView), (view) => showStatus(status, view)),
    follow(streams.trees$, () => {
      for (const tree of [service, models, downloads]) tree.refresh();
    }),
    showSigns(),
    follow(streams.ofDelayed(serviceHead), (head) => service.showHead(head)),
    follow(streams.ofDelayed(modelsHead), (head) => models.showHead(head)),
    follow(streams.ofDelayed(downloadsHead), (head) => downloads.showHead(head)),
    follow(streams.ofDelayed(serviceMessage), (text) => service.showMessage(text)),
    follow(streams.ofDelayed(modelListRemark), (text) => models.showMessage(text)),
    follow(streams.ofDelayed(menuContext), createContextKeys()),
    follow(whileFocused(focused$, app.recorded$), ({ event }) => {
      const text = announcement(event, app.state(), clock.now());
      if (text !== undefined) mention(text);
    }),
    follow(whileFocused(focused$, streams.ofDelayed(noticeViews)), presentNotices),
  );
}

/** Messages are shown only in the focused window, where they will be read. */
const whileFocused = <View>(focused$: Observable<boolean>, view$: Observable<View>): Observable<View> =>
  focused$.pipe(switchMap((isFocused) => (isFocused ? view$ : EMPTY)));

/** After the window has started, and mostly before a view is opened: the first number of a process is slow. */
const FORMATS_AFTER_MS = 1_000;

/** The Models view waits this long for the list before it shows what it has. */
const LIST_TIMEOUT_MS = 2_000;

const untilListed = ({ app, clock }: RenderOptions): Promise<unknown> =>
  firstValueFrom(
    app.state$.pipe(filter(isListSettled), takeUntil(timer(LIST_TIMEOUT_MS, clockScheduler(clock)))),
    {
      defaultValue: undefined,
    },
  );
