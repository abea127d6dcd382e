import { clockScheduler, type App, type AppState } from "@paddock/core";
import type { ActionContext } from "@paddock/core/actions";
import {
  announcement,
  demoBanner,
  downloadRows,
  isListSettled,
  menuContext,
  modelListRemark,
  noticeViews,
  offeringModelRows,
  serviceRows,
  statusBarView,
  type ActionRequest,
  type NoticeView,
} from "@paddock/core/views";
import { EMPTY, filter, firstValueFrom, switchMap, takeUntil, timer, type Observable } from "rxjs";
import * as vscode from "vscode";
import { mention, showMessage } from "../prompts/messages.ts";
import type { SettingsSource } from "../settings/settings.ts";
import type { Surfaces } from "./create-surfaces.ts";
import type { ViewStreams } from "./view-streams.ts";
import { createContextKeys } from "./context-keys.ts";
import { follow } from "./follow.ts";
import { hoverOf } from "./model-hover.ts";
import { createNoticeTeller } from "./notices.ts";
import { downloadItem, modelItem, serviceItem } from "./rows.ts";
import { showStatus } from "./status-bar.ts";

/** What is shown, where, and what becomes of what is pressed. */
export type RenderOptions = {
  readonly app: App;
  readonly clock: ActionContext["clock"];
  readonly focused$: Observable<boolean>;
  readonly settings: SettingsSource;
  readonly surfaces: Surfaces;
  readonly streams: ViewStreams;
  /** Does what is pressed in a notice. */
  readonly perform: (request: ActionRequest) => void;
};

/** Keeps every surface that VS Code draws for us up to date. */
export function renderSurfaces(options: RenderOptions): vscode.Disposable {
  const { app, clock, focused$, settings, surfaces, streams, perform } = options;
  const { status, service, models, downloads } = surfaces;
  const now = <View>(toView: (state: AppState, nowMs: number) => View): View =>
    toView(app.state(), clock.now());
  service.drawFrom({ rows: () => now(serviceRows), toItem: serviceItem });
  downloads.drawFrom({ rows: () => now(downloadRows), toItem: downloadItem });
  models.drawFrom({
    rows: () => now(offeringModelRows),
    toItem: modelItem,
    hover: (row) => hoverOf(options, row),
    settled: () => untilListed(options),
  });
  return vscode.Disposable.from(
    follow(streams.of(statusBarView), (view) => showStatus(status, view)),
    follow(streams.ofTree(serviceRows), (rows) => service.show(rows)),
    follow(streams.ofAftermath(demoBanner), (text) => service.say(text)),
    follow(streams.ofTree(offeringModelRows), (rows) => models.show(rows)),
    follow(streams.ofAftermath(modelListRemark), (text) => models.say(text)),
    follow(streams.ofTree(downloadRows), (rows) => downloads.show(rows)),
    follow(streams.ofAftermath(menuContext), createContextKeys()),
    follow(whileFocused(focused$, app.recorded$), ({ event }) => {
      const text = announcement(event, app.state(), clock.now());
      if (text !== undefined) mention(text);
    }),
    follow(
      whileFocused(focused$, streams.ofAftermath(noticeViews)),
      createNoticeTeller({
        clock,
        show: (notice) => showNotice(notice, settings),
        claim: async (number) => (await app.dispatch({ type: "notice.tell", number })).accepted,
        perform,
      }),
    ),
  );
}

/** What is good news is only mentioned, unless the person wants to be told. */
async function showNotice(notice: NoticeView, settings: SettingsSource): Promise<ActionRequest | undefined> {
  if (notice.subject !== "download-completed" || settings.read().notifiesWhenDone)
    return (await showMessage(notice))?.request;
  mention(notice.text);
  return undefined;
}

/** Whoever is to read a message must be there: it waits for the window in which somebody is. */
const whileFocused = <View>(focused$: Observable<boolean>, view$: Observable<View>): Observable<View> =>
  focused$.pipe(switchMap((isFocused) => (isFocused ? view$ : EMPTY)));

/** A list that is not there within this comes when it comes. */
const LIST_PATIENCE_MS = 2_000;

const untilListed = ({ app, clock }: RenderOptions): Promise<unknown> =>
  firstValueFrom(
    app.state$.pipe(filter(isListSettled), takeUntil(timer(LIST_PATIENCE_MS, clockScheduler(clock)))),
    {
      defaultValue: undefined,
    },
  );
