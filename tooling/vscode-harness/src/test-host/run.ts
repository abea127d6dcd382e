import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import type { Browser, Page } from "playwright-core";
import { openChromium } from "../chromium.ts";
import { openCodeServer, type CodeServer } from "../code-server.ts";
import { openTemporaryFolder } from "../temporary.ts";
import type { TestRun } from "./arguments.ts";
import { copyOutput } from "./output.ts";

/** How a run ended; with a reason if the output of the tests does not show it. */
export type Outcome = { readonly code: number; readonly reason?: string };

const shim = fileURLToPath(new URL("shim.ts", import.meta.url));
const picture = fileURLToPath(new URL("../../../../reports/screenshots/test-host.png", import.meta.url));

/** Runs the tests in the extension host of VS Code's server, with a headless browser as its window. */
export async function runInHost(run: TestRun, stop: AbortSignal): Promise<Outcome> {
  await using opened = new AsyncDisposableStack();
  const results = opened.adopt(openTemporaryFolder(), (folder) => folder.close());
  const output = opened.adopt(copyOutput(results.path), (copying) => copying.close());
  const server = await openCodeServer({
    // With this switch a released VS Code reads the paths of the extension and the tests from its URL.
    args: ["--disable-proxy", "--vscode-option", "enable-smoke-test-driver"],
    env: {
      PADDOCK_TEST_RUNNER: run.runner,
      PADDOCK_TEST_RESULTS: results.path,
      PADDOCK_TEST_SOURCES: run.extensions.join("\n"),
    },
  });
  opened.defer(() => server.close());
  const browser = opened.adopt(await openChromium(), (each) => each.close());
  const page = await openPage(browser);

  const ending = Promise.race([
    testsEnd(page, results.path),
    untilCrash(server, browser, page),
    isStopped(stop),
  ]);
  await page.goto(server.url(run.folder, payloadOf(run, server)));
  const outcome = await ending;
  if (outcome.code !== 0) await page.screenshot({ path: picture }).catch(() => undefined);
  output.close();
  return outcome;
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    locale: "en-US",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  return context.newPage();
}

function payloadOf(run: TestRun, server: CodeServer): [string, string][] {
  return [
    ...run.extensions.map((path): [string, string] => ["extensionDevelopmentPath", server.remotePath(path)]),
    ...(run.runner === undefined
      ? []
      : [["extensionTestsPath", server.remotePath(shim)] as [string, string]]),
    ...(run.withoutOtherExtensions ? [["disableExtensions", "true"] as [string, string]] : []),
  ];
}

// VS Code calls these two functions. It reports 0 even if the extension host has died, so a file shows the success.
async function testsEnd(page: Page, results: string): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  await page.exposeFunction("codeAutomationExit", (code: number) => {
    if (code !== 0 || existsSync(join(results, "passed"))) return resolve({ code });
    return resolve({ code: 1, reason: "the extension host ended before the tests did" });
  });
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    if (process.env.PADDOCK_TEST_LOG !== undefined) console.error(`[workbench ${type}] ${format(...args)}`);
  });
  return promise;
}

async function untilCrash(server: CodeServer, browser: Browser, page: Page): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<string>();
  void server.ended.then(() => resolve(`VS Code's server ended:\n${server.output()}`));
  browser.once("disconnected", () => resolve("the browser was disconnected"));
  page.once("crash", () => resolve("the page crashed"));
  return { code: 1, reason: await promise };
}

function isStopped(stop: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    stop.addEventListener("abort", () => resolve({ code: 130, reason: String(stop.reason) }), { once: true });
  });
}
