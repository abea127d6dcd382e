import { fileURLToPath } from "node:url";
import type { Frame, Locator, Page } from "playwright-core";
import { quickInputOn, type QuickInput } from "./quick-input.ts";
import { findWebview } from "./webview.ts";

/** A VS Code window, controlled through its user interface. */
export interface WorkbenchWindow {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** A status bar item, by `PUBLISHER.NAME.ITEM`. */
  statusItem(id: string): Locator;
  /** Opens a view container by its title in the activity bar. */
  openView(title: string): Promise<void>;
  /** A section of the side bar, by its name. */
  view(name: string): Locator;
  /** The accessible names of a view's rows; rows that are scrolled out of view do not exist. */
  treeItems(viewName: string): Promise<string[]>;
  /** The row of a view that begins with this label. */
  treeItem(viewName: string, label: string): Locator;
  /** Runs a command from the palette, by its full title with its category. */
  command(title: string): Promise<void>;
  /** The visible messages, or those that contain this text. */
  toast(text?: string | RegExp): Locator;
  /** Presses a button of the message that contains this text. */
  answerToast(text: string | RegExp, button: string): Promise<void>;
  /** Waits for the document inside a webview (panel or view). */
  webview(title: string, options?: { readonly timeoutMs?: number }): Promise<Frame>;
  /** The console errors of the page and its webviews. */
  readonly consoleErrors: readonly string[];
  /** Takes a screenshot; resolves with its path below reports/. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

const pictures = fileURLToPath(new URL("../../../reports/screenshots/", import.meta.url));

/** The window that a page shows. */
export function windowOn(page: Page): WorkbenchWindow {
  const quickInput = quickInputOn(page);
  /** The head of a view may have a description: “Hosts - 3 Section”. */
  const view = (name: string): Locator =>
    page.locator(".pane").filter({
      has: page.locator(`.pane-header:is([aria-label^="${name} Section"], [aria-label^="${name} - "])`),
    });
  const rows = (name: string): Locator => view(name).locator(".monaco-list-row[role=treeitem]");
  const toast = (text?: string | RegExp): Locator =>
    page.locator(".notification-toast").filter(text === undefined ? {} : { hasText: text });

  return {
    page,
    quickInput,
    view,
    toast,
    consoleErrors: errorsOf(page),
    statusItem: (id) => page.locator(`.statusbar-item[id="${id}"]`),
    // A badge covers the middle of the icon, and would take the click.
    openView: (title) =>
      page
        .locator(`.activitybar .action-item:has(> .action-label[aria-label^="${title}"])`)
        .click({ position: { x: 4, y: 4 } }),
    treeItems: (name) =>
      rows(name).evaluateAll((found) => found.map((row) => row.getAttribute("aria-label")?.trim() ?? "")),
    treeItem: (name, label) => view(name).locator(`.monaco-list-row[role=treeitem][aria-label^="${label}"]`),
    command: (title) => quickInput.command(title),
    answerToast: (text, button) => toast(text).getByRole("button", { name: button, exact: true }).click(),
    webview: (title, { timeoutMs = 20_000 } = {}) => findWebview(page, title, timeoutMs),
    async screenshot(name) {
      const path = `${pictures}${name.replace(/[^\w.-]+/g, "-")}.png`;
      await page.screenshot({ path });
      return path;
    },
    close: () => page.close(),
  };
}

// Optional modules that are closed-source or not compiled; VS Code logs an error, and works without them.
const expected = /vsda|native-watchdog|Could not locate the bindings file/;

function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = `${message.text()} (${message.location().url})`;
    if (!expected.test(text)) errors.push(text);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  return errors;
}
