import { isListening } from "@paddock/test-fixtures";
import { expect, it } from "vitest";
import {
  openPaddock,
  paddockIn,
  prepareOllama,
  untilStatus,
  workspaceFolder,
  type Paddock,
} from "./paddock.ts";

/** Leaves the page of a window, which ends its extension host, as closing a browser tab does. */
async function leave({ window }: Paddock): Promise<void> {
  await window.page.goto("about:blank");
}

it("our service ends with the last window if the setting says so", async () => {
  await using ollama = await prepareOllama();
  await using first = await openPaddock({
    settings: { ...ollama.settings, "paddock.service.stopOnExit": true },
  });
  await untilStatus(first, "Stopped");
  await first.window.command("Paddock: Start Ollama Service");
  await untilStatus(first, "Running");
  const second = paddockIn(first.vscode, await first.vscode.openWindow(workspaceFolder));
  await untilStatus(second, "Running");

  await leave(first);
  await second.window.openView("Ollama");
  // The other window is now the leader, and the service has not ended with the first window.
  await expect
    .poll(() => second.window.treeItems("Service"))
    .toContainEqual(expect.stringMatching(/^Run by, Paddock, pid \d+$/));
  expect(await isListening(ollama.port)).toBe(true);

  await leave(second);
  await expect.poll(() => isListening(ollama.port)).toBe(false);
});
