import { after, type App, type AppState, hostFacts } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";
import {
  announcement,
  controls,
  demoBanner,
  downloadRows,
  isListSettled,
  modelListRemark,
  modelRows,
  noticeViews,
  serviceRows,
  statusBarView,
  type Ask,
  type NoticeView,
} from "@paddock/core/views";
import { EMPTY, filter, firstValueFrom, switchMap, takeUntil, type Observable } from "rxjs";
import * as vscode from "vscode";
import { isFocused$ } from "../activation/attention.ts";
import { sayRefusal } from "../actions/commands.ts";
import type { PerformAsk } from "../actions/perform.ts";
import { mention, say } from "../prompts/messages.ts";
import { readSettings } from "../settings/settings.ts";
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
  readonly surfaces: Surfaces;
  readonly streams: ViewStreams;
  readonly perform: PerformAsk;
};

/** Keeps every surface that VS Code draws for us up to date. */
export function renderSurfaces({ app, surfaces, streams, perform }: RenderOptions): vscode.Disposable {
  const { status, service, models, downloads } = surfaces;
  const now = <View>(toView: (state: AppState, nowMs: number) => View): View =>
    toView(app.state(), Date.now());
  service.drawFrom({ rows: () => now(serviceRows), toItem: serviceItem });
  downloads.drawFrom({ rows: () => now(downloadRows), toItem: downloadItem });
  models.drawFrom({
    rows: () => now(modelRows),
    toItem: modelItem,
    hover: (row) => hoverOf(app, row),
    settled: () => untilListed(app),
  });
  return vscode.Disposable.from(
    follow(streams.of(statusBarView), (view) => showStatus(status, view)),
    follow(streams.ofTree(serviceRows), (rows) => service.show(rows)),
    follow(
      streams.ofAftermath((state) => demoBanner(hostFacts(state).service)),
      (text) => service.say(text),
    ),
    follow(streams.ofTree(modelRows), (rows) => models.show(rows)),
    follow(streams.ofAftermath(modelListRemark), (text) => models.say(text)),
    follow(streams.ofTree(downloadRows), (rows) => downloads.show(rows)),
    follow(streams.ofAftermath(controls), createContextKeys()),
    follow(whileFocused(app.recorded$), ({ event }) => {
      const text = announcement(event, app.state(), Date.now());
      if (text !== undefined) mention(text);
    }),
    follow(
      whileFocused(streams.ofAftermath(noticeViews)),
      createNoticeTeller({
        clock: systemClock,
        show: showNotice,
        claim: async (number) => (await app.dispatch({ type: "notice.tell", number })).accepted,
        perform: (ask) => void perform(ask).then((refusal) => sayRefusal(refusal, perform)),
      }),
    ),
  );
}

/** What is good news is only mentioned, unless the person wants to be told. */
async function showNotice(notice: NoticeView): Promise<Ask | undefined> {
  if (notice.subject !== "download-completed" || readSettings().notifiesWhenDone) return say(notice);
  mention(notice.text);
  return undefined;
}

/** Whoever is to read a message must be there: it waits for the window in which somebody is. */
const whileFocused = <View>(view$: Observable<View>): Observable<View> =>
  isFocused$.pipe(switchMap((isFocused) => (isFocused ? view$ : EMPTY)));

/** A list that is not there within this comes when it comes. */
const LIST_PATIENCE_MS = 2_000;

const untilListed = (app: App): Promise<unknown> =>
  firstValueFrom(app.state$.pipe(filter(isListSettled), takeUntil(after(systemClock, LIST_PATIENCE_MS))), {
    defaultValue: undefined,
  });
