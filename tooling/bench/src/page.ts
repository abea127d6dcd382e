import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { manyModels, openSimulator } from "@paddock/test-fixtures";
import { openWorkbench } from "@paddock/vscode-harness";
import type { Frame } from "playwright-core";
import type { Group } from "./benchmark.ts";
import { paddockFolder, STATUS } from "./host.ts";

const RUNS = 5;

/** What it costs to open the main panel. */
export const page: Group = {
  name: "page",
  benchmarks: [
    {
      name: "page-script",
      what: "gzipped script of the main panel, without what it loads later",
      unit: "KB",
      budget: 120,
    },
    {
      name: "first-paint",
      what: "from the panel's frame to its first paint, 500 models",
      unit: "ms",
      budget: 150,
    },
  ],
  async measure(wanted) {
    return {
      "page-script": [zippedBytes("dashboard.js") / 1000],
      ...(wanted.has("first-paint") && { "first-paint": await firstPaints() }),
    };
  },
};

const IMPORTED = /(?:^|[;}])import(?:[^"'();]*from)?["']\.\/([\w.-]+)["']/g;

/** A script and what it imports at once. */
function zippedBytes(file: string): number {
  const text = readFileSync(join(paddockFolder, "dist", "pages", file), "utf8");
  const imported = [...text.matchAll(IMPORTED)].map(([, name = ""]) => zippedBytes(name));
  return imported.reduce((sum, size) => sum + size, gzipSync(text, { level: 9 }).length);
}

async function firstPaints(): Promise<readonly number[]> {
  const ollama = await openSimulator({ models: manyModels(500) });
  const settings = { "paddock.host": `127.0.0.1:${ollama.port}` };
  const vscode = await openWorkbench({ extensions: [paddockFolder], settings });
  try {
    const { window } = vscode;
    await window.statusItem(STATUS).filter({ hasText: "Running" }).waitFor();
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await window.command("Paddock: Open Paddock");
      const panel = await window.webview("Paddock for Ollama");
      times.push(await firstPaintOf(panel));
      await window.command("View: Close Editor");
      await window.page.locator("iframe.webview").waitFor({ state: "detached" });
    }
    return times;
  } finally {
    await vscode.close();
    await ollama.close();
  }
}

/** The page is empty until it has what it shows, so that its first paint is one with content. */
async function firstPaintOf(panel: Frame): Promise<number> {
  await panel.getByRole("tab", { name: "Models" }).waitFor();
  return panel.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [first] = list.getEntriesByName("first-contentful-paint");
          if (first) resolve(first.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
}
