import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { openChromium } from "@paddock/vscode-harness";
import { serveBuiltPreview, type PreviewServer } from "../tools/serve-preview.ts";

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
      locale: "en-US", // uPlot formats numbers in the language of the browser, which a machine without one calls "en-US@posix"
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
