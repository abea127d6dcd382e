import { setTimeout as delay } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

/** Waits for the webview with this title. Its document is in a frame inside a frame, and both are created late. */
export async function findWebview(page: Page, title: string, timeoutMs: number): Promise<Frame> {
  const untilMs = Date.now() + timeoutMs;
  for (;;) {
    const seen = await webviewsOf(page);
    const found = seen.find((each) => each.title === title);
    if (found !== undefined) return found.frame;
    if (Date.now() > untilMs) {
      const others = seen.map((each) => each.title);
      throw new Error(
        `No webview "${title}" after ${timeoutMs} ms; there are: ${others.join(", ") || "none"}`,
      );
    }
    await delay(50);
  }
}

type Webview = { readonly title: string; readonly frame: Frame };

/** The webviews that have a document now. */
export async function webviewsOf(page: Page): Promise<readonly Webview[]> {
  const seen = await Promise.all(page.frames().map(titled));
  return seen.filter((each) => each !== undefined);
}

async function titled(frame: Frame): Promise<Webview | undefined> {
  try {
    const element = await frame.frameElement();
    if ((await element.getAttribute("id")) !== "active-frame") return undefined;
    return { title: (await element.getAttribute("title")) ?? "", frame };
  } catch {
    return undefined; // it was removed, or is the page itself
  }
}
