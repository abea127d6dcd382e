import type { Browser, BrowserContext } from "playwright-core";
import { openChromium } from "./chromium.ts";
import { openCodeServer, type CodeServer, type CodeServerOptions } from "./code-server.ts";
import { themes, type Theme } from "./settings.ts";
import { windowOn, type WorkbenchWindow } from "./window.ts";

/** What VS Code is to begin with. */
export type WorkbenchOptions = CodeServerOptions & {
  /** The folder or workspace file that the first window opens; an empty window unless told. */
  readonly folder?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The display language, without a language pack: extensions are asked for it, VS Code's own words stay English. */
  readonly language?: string;
};

/** A VS Code on the screen of a headless browser. */
export interface Workbench {
  readonly server: CodeServer;
  readonly browser: Browser;
  /** The first window. */
  readonly window: WorkbenchWindow;
  /** One more window of the same VS Code, with an extension host of its own. */
  openWindow(folder?: string): Promise<WorkbenchWindow>;
  /** Changes the theme in all windows, and returns when the first shows it. */
  useTheme(theme: Theme): Promise<void>;
  close(): Promise<void>;
}

/** Opens VS Code with the extensions given, and returns when the first window is on screen. */
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
    const useTheme = async (theme: Theme): Promise<void> => {
      server.changeSettings({ "workbench.colorTheme": themes[theme].label });
      await window.page.locator(`.monaco-workbench.${themes[theme].cssClass}`).waitFor();
    };
    return { server, browser, window, openWindow, useTheme, close };
  } catch (error) {
    await close();
    throw error;
  }
}

// Both at the same time; if the browser does not open, the server is closed again.
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
  { viewport, language }: WorkbenchOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1280, height: 900 },
    locale: "en-US",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  // What a language pack sets before the workbench is loaded.
  if (language !== undefined)
    await context.addInitScript(
      (name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }),
      language,
    );
  return context;
}
