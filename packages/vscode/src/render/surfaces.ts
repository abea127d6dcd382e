import type { App } from "@paddock/core";
import {
  demoBanner,
  downloadRows,
  modelListRemark,
  modelRows,
  noticeViews,
  serviceControls,
  serviceRows,
  statusBarView,
} from "@paddock/core/views";
import * as vscode from "vscode";
import type { PerformAsk } from "../perform.ts";
import type { Surfaces } from "../surfaces.ts";
import type { ViewStreams } from "../view-streams.ts";
import { createContextKeys } from "./context-keys.ts";
import { follow } from "./follow.ts";
import { hoverOf } from "./model-hover.ts";
import { createNoticeTeller } from "./notices.ts";
import { downloadItem, modelItem, serviceItem } from "./rows.ts";
import { showStatus } from "./status-bar.ts";

export type RenderOptions = {
  readonly app: App;
  readonly surfaces: Surfaces;
  readonly streams: ViewStreams;
  readonly perform: PerformAsk;
};

/** Keeps every surface that VS Code draws for us up to date. */
export function renderSurfaces({ app, surfaces, streams, perform }: RenderOptions): vscode.Disposable {
  const { status, service, models, downloads } = surfaces;
  service.drawnBy(serviceItem);
  models.drawnBy(modelItem, (row) => hoverOf(app, row));
  downloads.drawnBy(downloadItem);
  return vscode.Disposable.from(
    follow(streams.of(statusBarView), (view) => showStatus(status, view)),
    follow(streams.ofTree(serviceRows), (rows) => service.show(rows)),
    follow(
      streams.ofAftermath(({ facts }) => demoBanner(facts.service)),
      (text) => service.say(text),
    ),
    follow(streams.ofTree(modelRows), (rows) => models.show(rows)),
    follow(streams.ofAftermath(modelListRemark), (text) => models.say(text)),
    follow(streams.ofTree(downloadRows), (rows) => downloads.show(rows)),
    follow(streams.ofAftermath(serviceControls), createContextKeys()),
    follow(
      streams.ofAftermath(noticeViews),
      createNoticeTeller((ask) => void perform(ask)),
    ),
  );
}
