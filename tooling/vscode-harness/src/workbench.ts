import type { Browser, BrowserContext, Page } from "playwright-core";
import { openChromium } from "./chromium.ts";
import { openCodeServer, type CodeServer, type CodeServerOptions } from "./code-server.ts";
import { themes, type Settings, type Theme } from "./settings.ts";
import { webviewsOf } from "./webview.ts";
import { windowOn, type WorkbenchWindow } from "./window.ts";

export type WorkbenchOptions = CodeServerOptions & {
  /** The folder or workspace file that the first window opens; an empty window by default. */
  readonly folder?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: "reduce";
  /** The display language. There is no language pack: only extensions are translated, VS Code itself stays English. */
  readonly language?: string;
};

/** A VS Code in a headless browser. */
export interface Workbench {
  readonly server: CodeServer;
  readonly browser: Browser;
  /** The first window. */
  readonly window: WorkbenchWindow;
  /** Opens another window of the same VS Code, with its own extension host. */
  openWindow(folder?: string): Promise<WorkbenchWindow>;
  /** Changes settings; resolves when the first window has noticed, except for those of the scope "application". */
  changeSettings(change: Settings): Promise<void>;
  /** Changes the theme in all windows; resolves when the first window and its webviews show it. */
  useTheme(theme: Theme): Promise<void>;
  close(): Promise<void>;
}

const NOTICE_MS = 2_000;
const MOST_ATTEMPTS = 10;

/** Runs in the page. */
const hasTitle = (title: string): boolean => document.title === title;

/** Opens VS Code; resolves when the first window is visible. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const [server, browser] = await openBoth(options);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  try {
    const context = await openContext(browser, options);
    const openWindow = async (folder?: string): Promise<WorkbenchWindow> => {
      const page = await context.newPage();
      await page.goto(server.url(folder));
      await page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
      return windowOn(page);
    };
    const window = await openWindow(options.folder);
    // VS Code misses the change of a settings file now and then; why is not known.
    const untilNoticed = async (change: () => void, noticed: () => Promise<unknown>): Promise<void> => {
      for (let attempt = 1; ; attempt++) {
        change();
        try {
          await noticed();
          return;
        } catch (error) {
          if (attempt === MOST_ATTEMPTS) throw error;
        }
      }
    };
    let changes = 0;
    const changeSettings = (change: Settings): Promise<void> => {
      changes += 1;
      const title = `settings ${changes}`;
      return untilNoticed(
        // In the user's file, the title would say nothing about the machine's.
        () => server.changeSettings(change, { "window.title": title }),
        () => window.page.waitForFunction(hasTitle, title, { timeout: NOTICE_MS }),
      );
    };
    const useTheme = (theme: Theme): Promise<void> =>
      untilNoticed(
        () => server.changeSettings({ "workbench.colorTheme": themes[theme].label }),
        () => untilThemed(window.page, theme),
      );
    return { server, browser, window, openWindow, changeSettings, useTheme, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A webview gets its colors later than the workbench. */
async function untilThemed(page: Page, theme: Theme): Promise<void> {
  const { cssClass, kind } = themes[theme];
  const options = { state: "attached", timeout: NOTICE_MS } as const;
  await page.locator(`.monaco-workbench.${cssClass}`).waitFor(options);
  const webviews = await webviewsOf(page);
  await Promise.all(
    webviews.map(({ frame }) => frame.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor(options)),
  );
}

// Opens both in parallel; if the browser cannot be opened, the server is closed again.
async function openBoth(options: WorkbenchOptions): Promise<[CodeServer, Browser]> {
  const opening = openChromium();
  const [server] = await Promise.allSettled([openCodeServer(options), opening]);
  if (server.status === "rejected") {
    await opening.then((browser) => browser.close()).catch(() => undefined);
    throw server.reason;
  }
  try {
    return [server.value, await opening];
  } catch (error) {
    await server.value.close();
    throw error;
  }
}

async function openContext(
  browser: Browser,
  { viewport, language, reducedMotion }: WorkbenchOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1280, height: 900 },
    locale: "en-US",
    ...(reducedMotion && { reducedMotion }),
    permissions: ["clipboard-read", "clipboard-write"],
  });
  // VS Code sets this variable before the workbench is loaded if there is a language pack.
  if (language !== undefined)
    await context.addInitScript(
      (name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }),
      language,
    );
  return context;
}
