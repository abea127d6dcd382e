import type { parsePageMessage } from "@paddock/core/actions";
import type { Logger } from "@paddock/core";
import { serve, type HostEnd, type Json, type Perform } from "@paddock/core/protocol";
import type { ActionRequest } from "@paddock/core/views";
import type { BehaviorSubject, Observable } from "rxjs";
import * as vscode from "vscode";
import { PANELS } from "../contributions.ts";
import { pageHtml, type PageName } from "./page-html.ts";
import { whileVisible } from "./while-visible.ts";

/** The view of each page. */
export type PageViews = Readonly<Record<PageName, Observable<Json>>>;

/** What the pages show, and how their messages are handled. */
type PagePanelsOptions = {
  readonly extensionUri: vscode.Uri;
  readonly views: PageViews;
  /** Parses a message of a page; `undefined` if it is not a valid one. */
  readonly parse: (message: unknown) => ReturnType<typeof parsePageMessage>;
  readonly perform: Perform<ActionRequest>;
  readonly logger: Logger;
};

/** Our two pages, each open at most once. */
export interface PagePanels extends vscode.Disposable {
  open(page: PageName): Promise<void>;
  isVisible(page: PageName): boolean;
  /** Gives the focus to the page in the active editor, if one is. */
  focusActive(): void;
  /** The part that a page shows, as it said last. */
  partOf(page: PageName): string | undefined;
  /** Takes over a panel that VS Code restored after a reload. */
  restore(panel: vscode.WebviewPanel): void;
}

/** What the pages tell about what a person sees of them. */
export type VisiblePages = {
  /** Whether any of the pages is visible. */
  readonly pageVisible$: BehaviorSubject<boolean>;
  /** The part of the main panel that is visible. */
  readonly visiblePart$: BehaviorSubject<string | undefined>;
  /** Whether the state inspector is visible. */
  readonly inspectorVisible$: BehaviorSubject<boolean>;
};

export function createPagePanels(options: PagePanelsOptions, visible: VisiblePages): PagePanels {
  const { extensionUri, views, perform } = options;
  const folder = vscode.Uri.joinPath(extensionUri, "dist", "pages");
  const panels = new Map<PageName, vscode.WebviewPanel>();
  const parts = new Map<vscode.WebviewPanel, string>();
  const title = (page: PageName): string =>
    page === "dashboard" ? vscode.l10n.t("Paddock for Ollama") : vscode.l10n.t("Paddock: State Inspector");

  const tellVisible = (): void => {
    const shown = [...panels.values()].filter((panel) => panel.visible);
    tell(visible.pageVisible$, shown.length > 0);
    tell(visible.inspectorVisible$, panels.get("inspector")?.visible === true);
    const dashboard = panels.get("dashboard");
    tell(visible.visiblePart$, dashboard?.visible ? parts.get(dashboard) : undefined);
  };

  function adopt(page: PageName, panel: vscode.WebviewPanel): void {
    panels.set(page, panel);
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, "media", "activity-bar.svg");
    const channel = channelOf(panel.webview, options);
    const serving = serve(whileVisible(panel, views[page]), perform, channel);
    serving.add(
      channel.receive((message) => {
        if (message.type !== "showing") return;
        parts.set(panel, message.part);
        tellVisible();
      }),
    );
    panel.onDidChangeViewState(tellVisible);
    panel.onDidDispose(() => {
      serving.unsubscribe();
      parts.delete(panel);
      if (panels.get(page) === panel) panels.delete(page);
      tellVisible();
    });
    panel.webview.html = pageHtml(panel.webview, folder, page, title(page));
    tellVisible();
  }

  return {
    async open(page) {
      const open = panels.get(page);
      if (open) return open.reveal();
      await closeUnrestored(page);
      adopt(page, vscode.window.createWebviewPanel(PANELS[page], title(page), vscode.ViewColumn.Active));
    },
    isVisible: (page) => panels.get(page)?.visible === true,
    focusActive: () => [...panels.values()].find(({ active }) => active)?.reveal(),
    partOf(page) {
      const panel = panels.get(page);
      return panel && parts.get(panel);
    },
    restore(panel) {
      const page: PageName = panel.viewType.endsWith(PANELS.inspector) ? "inspector" : "dashboard";
      if (panels.has(page)) panel.dispose();
      else adopt(page, panel);
    },
    dispose() {
      for (const panel of panels.values()) panel.dispose();
    },
  };
}

function tell<Value>(value$: BehaviorSubject<Value>, value: Value): void {
  if (value !== value$.value) value$.next(value);
}

/** After a reload a background tab has no panel yet, and VS Code offers no way to request one. */
async function closeUnrestored(page: PageName): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const unrestored = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(PANELS[page]),
  );
  await vscode.window.tabGroups.close(unrestored);
}

function channelOf(
  webview: vscode.Webview,
  { parse, logger }: PagePanelsOptions,
): HostEnd<Json, ActionRequest> {
  return {
    send: (message) => void webview.postMessage(message),
    receive(listener) {
      const listening = webview.onDidReceiveMessage((said: unknown) => {
        const message = parse(said);
        if (message) listener(message);
        else logger.warn("a page sent an invalid message");
      });
      return () => void listening.dispose();
    },
  };
}
