import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { openChromium } from "@paddock/vscode-harness";
import { serveBuiltPreview, type PreviewServer } from "../tools/serve-preview.ts";

type Viewport = { readonly width: number; readonly height: number };
type OpenPage = (query: string, viewport?: Viewport) => Promise<Page>;
export type PageOptions = readonly [query?: string, viewport?: Viewport];

/** Opens the Models tab, once it has its models. */
export async function openModels(open: OpenPage, ...[query = "", viewport]: PageOptions): Promise<Page> {
  const page = await open(`page=dashboard&${query}`, viewport);
  await page.locator(".row").first().waitFor();
  return page;
}

/** Opens the Downloads tab, once it has its downloads: `gemma4:12b` at 41 %, and others that are queued. */
export async function openDownloads(open: OpenPage, ...[query = "", viewport]: PageOptions): Promise<Page> {
  const page = await open(`page=dashboard&${query}`, viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Downloads" }).click();
  await page.locator(".download").first().waitFor();
  return page;
}

/** From now on, time only passes with `page.clock.runFor`. */
export async function stopClock(page: Page): Promise<void> {
  const now = Date.now();
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now + 60_000);
}

/** The name of what has the focus. */
export const focusedLabel = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

/** Opens pages of the preview in a browser. Each is closed after its test, which fails if the page logged an error. */
export function previewPages() {
  let browser: Browser;
  let server: PreviewServer;
  const opened: Page[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    [browser, server] = await Promise.all([openChromium(), serveBuiltPreview()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
    expect(errors.splice(0)).toEqual([]);
  });

  return async (query: string, viewport = { width: 1100, height: 800 }): Promise<Page> => {
    const context = await browser.newContext({
      viewport,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    opened.push(page);
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${server.url}?${query}`);
    await page.locator("h1").waitFor();
    return page;
  };
}
