import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { serve, type Json } from "@paddock/core/protocol";
import type { Browser, Page } from "playwright-core";
import { paddockFolder } from "../host.ts";
import type { BusyHost } from "./busy-host.ts";

const URL_OF_PAGE = "http://paddock.invalid/";

/** The page as it is packaged, in a browser, on a host in this process. */
export type BuiltPage = AsyncDisposable & {
  readonly page: Page;
  /** Shows a tab. */
  show(tab: string): Promise<void>;
  /** How long each frame took, in milliseconds, until a moment of this process. */
  framesUntil(ms: number): Promise<readonly number[]>;
  /** Resolves with the frame after the one in which a text came into the page. */
  untilSeen(text: string): Promise<void>;
};

export async function openBuiltPage(browser: Browser, host: BusyHost): Promise<BuiltPage> {
  const context = await browser.newContext({ viewport: { width: 1240, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.route(`${URL_OF_PAGE}**`, (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    return route.fulfill(name === "" ? { contentType: "text/html", body: HTML } : fileOf(name));
  });
  let receive: (message: unknown) => void = () => {};
  await page.exposeFunction("toHost", (message: unknown) => receive(message));
  await page.addInitScript(asVsCode);
  const serving = serve<Json, never>(host.dashboard$, () => Promise.resolve(undefined), {
    send: (message) => void page.evaluate(post, JSON.stringify(message)).catch(ignoreClosed),
    receive(listener) {
      receive = (message) => {
        const said = messageOf(message);
        if (said?.type === "showing") host.show(said.part);
        else if (said) listener(said);
      };
      return () => (receive = () => {});
    },
  });
  await page.goto(URL_OF_PAGE);
  await page.getByRole("tab", { name: "Models" }).waitFor();
  return {
    page,
    async show(tab) {
      await page.getByRole("tab", { name: tab }).click();
      await page.mouse.move(0, 0);
      await page.waitForTimeout(1_500);
    },
    framesUntil: (ms) => page.evaluate(framesFor, ms - performance.now()),
    untilSeen: (text) => page.evaluate(seen, text),
    async [Symbol.asyncDispose]() {
      serving.unsubscribe();
      await context.close();
    },
  };
}

/** The page is closed while a message is on its way to it. */
function ignoreClosed(error: unknown): void {
  if (!String(error).includes("closed")) throw error;
}

const HTML = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><link rel="stylesheet" href="dashboard.css"></head>
  <body><div id="page"></div><script type="module" src="dashboard.js"></script></body>
</html>`;

const fileOf = (name: string): { readonly contentType: string; readonly body: string } => ({
  contentType: name.endsWith(".css") ? "text/css" : "text/javascript",
  body: readFileSync(join(paddockFolder, "dist", "pages", name), "utf8"),
});

type Said =
  | { readonly type: "hello"; readonly protocol: number }
  | { readonly type: "lost-track" }
  | { readonly type: "showing"; readonly part: string };

/** Requests are of no interest here. */
function messageOf(data: unknown): Said | undefined {
  if (typeof data !== "object" || data === null || !("type" in data)) return undefined;
  if (data.type === "hello" && "protocol" in data && typeof data.protocol === "number")
    return { type: "hello", protocol: data.protocol };
  if (data.type === "showing" && "part" in data && typeof data.part === "string")
    return { type: "showing", part: data.part };
  return data.type === "lost-track" ? { type: "lost-track" } : undefined;
}

/** Runs in the page. */
const post = (json: string): void => window.postMessage(JSON.parse(json));

declare global {
  interface Window {
    toHost(message: unknown): void;
  }
}

/** Runs in the page: stands for VS Code's side of a webview. */
function asVsCode(): void {
  let state: unknown = {};
  const api = {
    postMessage: (message: unknown) => window.toHost(message),
    getState: () => state,
    setState: (next: unknown) => (state = next),
  };
  Reflect.set(window, "acquireVsCodeApi", () => api);
}

/** Runs in the page. */
function framesFor(ms: number): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const beganMs = performance.now();
    let lastMs = 0;
    const step = (nowMs: number): void => {
      if (lastMs > 0) times.push(nowMs - lastMs);
      lastMs = nowMs;
      if (nowMs - beganMs < ms) requestAnimationFrame(step);
      else resolve(times);
    };
    requestAnimationFrame(step);
  });
}

/** Runs in the page. */
function seen(text: string): Promise<void> {
  return new Promise((resolve) => {
    const isThere = (): boolean => document.body.textContent.includes(text);
    const end = (): void => void requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    if (isThere()) return end();
    const watching = new MutationObserver(() => {
      if (!isThere()) return;
      watching.disconnect();
      end();
    });
    watching.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
