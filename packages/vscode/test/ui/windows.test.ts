import { openRegistry, openSimulator, registryModel } from "@paddock/test-fixtures";
import { expect, it } from "vitest";
import { openPaddock, paddockIn, untilStatus, workspaceFolder, type Paddock } from "./paddock.ts";

const SLOW = 3_000_000;
const FAST = 100_000_000;
const LATER = { timeout: 20_000 };

const downloads = ({ window }: Paddock): Promise<string[]> => window.treeItems("Downloads");

async function shareIn(paddock: Paddock): Promise<number> {
  const [row = ""] = await downloads(paddock);
  return Number(/(\d+)% · (?:downloading|[^·]* left)/.exec(row)?.[1] ?? Number.NaN);
}

it("two windows show one download, which continues when either is closed or reloaded", async () => {
  const registry = await openRegistry({
    models: [registryModel("stable/pony", { downloadBytes: 90_000_000 })],
    bytesPerSecond: SLOW,
  });
  const ollama = await openSimulator({});
  const settings = {
    "paddock.host": `127.0.0.1:${ollama.port}`,
    "paddock.registries.insecure": [registry.host],
  };
  await using first = await openPaddock({ settings });
  await untilStatus(first, "Running");
  const second = paddockIn(first.vscode, await first.vscode.openWindow(workspaceFolder));
  await untilStatus(second, "Running");
  for (const { window } of [first, second]) await window.openView("Ollama");
  const pulls = (): number | undefined => ollama.requests.get("POST /api/pull");

  // The first window is the leader; the other can query the download size as well.
  const name = `${registry.host}/stable/pony:latest`;
  await second.window.command("Paddock: Add Model…");
  await second.window.quickInput.type(name);
  await second.window.quickInput.choose(`Download “${name}”`);
  await second.window.quickInput.choose("Download");
  for (const window of [first, second]) await expect.poll(() => shareIn(window), LATER).toBeGreaterThan(1);
  expect(pulls()).toBe(1);

  await second.window.command("Paddock: Pause Download");
  for (const window of [first, second])
    await expect.poll(() => downloads(window)).toEqual([expect.stringMatching(/· paused/)]);
  await second.window.command("Paddock: Resume All Downloads");
  for (const window of [first, second]) await expect.poll(() => shareIn(window), LATER).toBeGreaterThan(1);

  const before = await shareIn(second);
  await first.window.page.goto("about:blank"); // ends the extension host, as closing the window does
  await expect.poll(pulls, LATER).toBe(3);
  await expect.poll(() => shareIn(second), LATER).toBeGreaterThan(before);

  const atReload = await shareIn(second);
  await second.window.command("Developer: Reload Window");
  await second.window.page.locator(".monaco-workbench .activitybar").waitFor();
  await expect.poll(() => shareIn(second), { timeout: 40_000 }).toBeGreaterThanOrEqual(atReload);
  registry.bytesPerSecond = FAST;
  await expect.poll(() => downloads(second), LATER).toEqual([expect.stringMatching(/, Downloaded/)]);
  await expect
    .poll(() => second.window.treeItems("Models"), LATER) // the list is read again after the download
    .toContainEqual(expect.stringContaining(`${name}, Available`));
  await ollama.close();
  await registry.close();
});
