import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn, type ChildProcess } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, installStandIn } from "@paddock/test-fixtures";
import type { Page } from "playwright-core";
import { openWorkbench } from "@paddock/vscode-harness";
import type { Group } from "./benchmark.ts";
import { paddockFolder, STATUS } from "./host.ts";

const RUNS = 9;
const LATER_RUNS = 9;
const LATER_MS = 35_000;

/** How soon the status bar shows that the service has ended, and that it is back. */
export const liveness: Group = {
  name: "liveness",
  benchmarks: [
    { name: "lost", what: "from SIGKILL to the text on screen", unit: "ms", budget: 50 },
    { name: "back", what: "from the return within 30 s to the text on screen", unit: "ms", budget: 400 },
    { name: "back-later", what: "the same later, while a view is visible", unit: "ms", budget: 1_300 },
  ],
  async measure(wanted) {
    const folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
    const port = await freePort();
    const executable = installStandIn(folder.path);
    const serve = (): ChildProcess =>
      spawn(executable, ["serve"], {
        stdio: "ignore",
        env: { ...process.env, OLLAMA_HOST: `127.0.0.1:${port}` },
      });
    let ollama = serve();
    const vscode = await openWorkbench({
      extensions: [paddockFolder],
      settings: { "paddock.host": `127.0.0.1:${port}` },
    });
    const { page } = vscode.window;
    try {
      await vscode.window.statusItem(STATUS).filter({ hasText: "Running" }).waitFor();
      await vscode.window.openView("Ollama"); // a visible view
      await watchText(page);

      const lose = async (): Promise<number> => {
        await delay(1_500);
        const killedAt = Date.now();
        ollama.kill("SIGKILL");
        return (await textSince(page, killedAt, "Stopped")) - killedAt;
      };
      const comeBack = async (awayMs: number): Promise<number> => {
        await delay(awayMs);
        ollama = serve();
        const listeningAt = await untilListening(port);
        return (await textSince(page, listeningAt, "Running")) - listeningAt;
      };

      const runs: Record<string, number[]> = { lost: [], back: [], "back-later": [] };
      for (let run = 0; run < RUNS; run++) {
        runs["lost"]?.push(await lose());
        runs["back"]?.push(await comeBack(1_000 + run * 173));
      }
      for (let run = 0; run < (wanted.has("back-later") ? LATER_RUNS : 0); run++) {
        await lose();
        runs["back-later"]?.push(await comeBack(LATER_MS + run * 311));
      }
      return runs;
    } finally {
      await vscode.close();
      ollama.kill("SIGKILL");
      folder.remove();
    }
  },
};

/** Records in the page every text of the status item with its time, using a MutationObserver instead of polling. */
async function watchText(page: Page): Promise<void> {
  await page.evaluate((id) => {
    const texts: [number, string][] = [];
    Object.assign(globalThis, { paddockTexts: texts });
    const item = document.querySelector(`.statusbar-item[id="${id}"]`);
    const note = (): unknown => texts.push([Date.now(), item?.textContent ?? ""]);
    if (item)
      new MutationObserver(note).observe(item, { subtree: true, childList: true, characterData: true });
  }, STATUS);
}

async function textSince(page: Page, sinceMs: number, text: string): Promise<number> {
  const found = await page.waitForFunction(
    ([since, wanted]) => {
      const { paddockTexts } = globalThis as unknown as {
        readonly paddockTexts: readonly (readonly [number, string])[];
      };
      return paddockTexts.find(([at, shown]) => at >= since && shown.includes(wanted))?.[0];
    },
    [sinceMs, text] as const,
    { timeout: 20_000, polling: 20 },
  );
  return (await found.jsonValue()) ?? Number.NaN;
}

/** Resolves when the port is open, with the time in milliseconds since 1970. */
async function untilListening(port: number): Promise<number> {
  for (;;) {
    if (await isOpen(port)) return Date.now();
    await delay(2);
  }
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
