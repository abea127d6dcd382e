import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { openChromium } from "@paddock/vscode-harness";

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

/** Pages whose clock was stopped, which cannot go on as before. */
const stopped = new WeakSet<Page>();

/** From now on, time only passes with `page.clock.runFor`. */
export async function stopClock(page: Page): Promise<void> {
  stopped.add(page);
  const now = Date.now();
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now + 60_000);
}

/** The name of what has the focus. */
export const focusedLabel = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

/**
 * Opens pages of the preview in a browser. A test fails if a page of it logged an error. One page is kept for the next
 * test, where it loads in half the time, and begins like a new one; others are closed, and those of a test that failed.
 */
export function previewPages() {
  let browser: Browser;
  let kept: Page | undefined;
  const opened: Page[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());
  afterEach(async ({ task }) => {
    const said = errors.splice(0);
    const hasFailed = task.result?.state === "fail" || said.length > 0;
    for (const page of opened.splice(0))
      if (kept || hasFailed || stopped.has(page)) await page.context().close();
      else kept = await cleaned(page);
    expect(said).toEqual([]);
  });

  async function newPage(): Promise<Page> {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    return page;
  }

  return async (query: string, viewport = { width: 1100, height: 800 }): Promise<Page> => {
    const page = kept ?? (await newPage());
    kept = undefined;
    opened.push(page);
    await page.setViewportSize(viewport);
    await page.goto(`${inject("preview")}?${query}`);
    await page.locator("h1").waitFor();
    return page;
  };
}

/** The page as it was before its test. */
async function cleaned(page: Page): Promise<Page> {
  await page.unrouteAll();
  await page.emulateMedia({ reducedMotion: null });
  await page.mouse.move(0, 0);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  return page;
}
