import { setTimeout as delay } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

/** Waits for the webview with this title. Its document is in a frame inside a frame, and both are created late. */
export async function findWebview(page: Page, title: string, timeoutMs: number): Promise<Frame> {
  const untilMs = Date.now() + timeoutMs;
  for (;;) {
    const seen = await Promise.all(page.frames().map(titled));
    const found = seen.find((each) => each?.title === title);
    if (found !== undefined) return found.frame;
    if (Date.now() > untilMs) {
      const others = seen.flatMap((each) => (each === undefined ? [] : [each.title]));
      throw new Error(
        `No webview "${title}" after ${timeoutMs} ms; there are: ${others.join(", ") || "none"}`,
      );
    }
    await delay(50);
  }
}

async function titled(frame: Frame): Promise<{ readonly title: string; readonly frame: Frame } | undefined> {
  try {
    const element = await frame.frameElement();
    if ((await element.getAttribute("id")) !== "active-frame") return undefined;
    return { title: (await element.getAttribute("title")) ?? "", frame };
  } catch {
    return undefined; // it was removed, or is the page itself
  }
}
