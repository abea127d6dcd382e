import { setTimeout as delay } from "node:timers/promises";
import { manyModels, openSimulator } from "@paddock/test-fixtures";
import { openWorkbench } from "@paddock/vscode-harness";
import type { Group } from "./benchmark.ts";
import { paddockFolder, STATUS } from "./host.ts";

const RUNS = 5;
const IDLE_MS = 60_000;

/** What it costs to open the views with 500 models, and how many requests are sent while nothing changes. */
export const requests: Group = {
  name: "requests",
  benchmarks: [
    {
      name: "first-row",
      what: "from opening the view to its first row, 500 models",
      unit: "ms",
      budget: 150,
    },
    { name: "open-requests", what: "requests for opening the Models view", unit: "requests", budget: 2 },
    { name: "startup-requests", what: "requests at startup", unit: "requests", budget: 2 },
    { name: "idle-requests", what: "requests a minute, no view open", unit: "requests", budget: 0 },
    { name: "visible-requests", what: "requests a minute, views open", unit: "requests", budget: 4 },
  ],
  async measure(wanted) {
    const runs = {
      "first-row": [],
      "open-requests": [],
      "startup-requests": [],
      "idle-requests": [],
      "visible-requests": [],
    } as Record<string, number[]>;
    for (let run = 0; run < RUNS; run++) {
      const isFirst = run === 0;
      const figures = await measureOnce({
        isIdleWanted: isFirst && wanted.has("idle-requests"),
        isVisibleWanted: isFirst && wanted.has("visible-requests"),
      });
      for (const [name, figure] of Object.entries(figures)) runs[name]?.push(figure);
    }
    return runs;
  },
};

/** The figures that take a minute. */
type Wanted = { readonly isIdleWanted: boolean; readonly isVisibleWanted: boolean };

async function measureOnce({ isIdleWanted, isVisibleWanted }: Wanted): Promise<Record<string, number>> {
  const ollama = await openSimulator({ models: manyModels(500) });
  const settings = { "paddock.host": `127.0.0.1:${ollama.port}` };
  const vscode = await openWorkbench({ extensions: [paddockFolder], settings });
  try {
    const { window } = vscode;
    await window.statusItem(STATUS).filter({ hasText: "Running" }).waitFor();
    await delay(2_000); // until startup is complete
    const startup = ollama.requestCount();
    const idle = isIdleWanted ? await countWhile(ollama, () => delay(IDLE_MS)) : undefined;

    const firstRow = window.page.evaluate(firstRowAfterClick);
    const opened = await countWhile(ollama, async () => {
      await window.openView("Ollama");
      await firstRow;
      await delay(2_000); // until later requests would have been sent
    });
    const visible = isVisibleWanted ? await countWhile(ollama, () => delay(IDLE_MS)) : undefined;
    return {
      "first-row": await firstRow,
      "open-requests": opened,
      "startup-requests": startup,
      ...(idle !== undefined && { "idle-requests": idle }),
      ...(visible !== undefined && { "visible-requests": visible }),
    };
  } finally {
    await vscode.close();
    await ollama.close();
  }
}

async function countWhile(
  ollama: Awaited<ReturnType<typeof openSimulator>>,
  work: () => Promise<unknown>,
): Promise<number> {
  ollama.forgetRequests();
  await work();
  return ollama.requestCount();
}

/** Runs in the page: milliseconds from the click on the activity bar to the first row of the Models view. */
function firstRowAfterClick(): Promise<number> {
  return new Promise((resolve) => {
    let clickedAt = 0;
    addEventListener("mousedown", () => (clickedAt = performance.now()), { capture: true, once: true });
    const find = (): boolean =>
      [...document.querySelectorAll(".pane")].some(
        (pane) =>
          pane.querySelector(".pane-header")?.getAttribute("aria-label")?.startsWith("Models") === true &&
          pane.querySelector(".monaco-list-row[role=treeitem]") !== null,
      );
    const watching = new MutationObserver(() => {
      if (clickedAt === 0 || !find()) return;
      watching.disconnect();
      resolve(performance.now() - clickedAt);
    });
    watching.observe(document.body, { subtree: true, childList: true });
  });
}
