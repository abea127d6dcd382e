import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openRegistry, registryModel } from "@paddock/test-fixtures";
import { expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus } from "./paddock.ts";

const LATER = { timeout: 20_000 };

it("a partial download is deleted on request, but not while the download runs", async () => {
  await using ollama = await prepareOllama();
  const registry = await openRegistry({
    models: [registryModel("stable/pony", { downloadBytes: 90_000_000 })],
    bytesPerSecond: 3_000_000,
  });
  const name = `${registry.host}/stable/pony:latest`;
  await using paddock = await openPaddock({
    settings: { ...ollama.settings, "paddock.registries.insecure": [registry.host] },
  });
  const { window } = paddock;
  const downloads = (): Promise<string[]> => window.treeItems("Downloads");
  const isDownloading = () =>
    expect.poll(downloads, LATER).toEqual([expect.stringMatching(/[1-9]% · (downloading|[^·]* left)/)]);
  const partials = (): readonly string[] =>
    readdirSync(join(ollama.models, "blobs")).filter((file) => file.includes("-partial"));

  await untilStatus(paddock, "Stopped");
  await window.openView("Ollama");
  await window.command("Paddock: Start Ollama Service");
  await untilStatus(paddock, "Running");
  await window.command("Paddock: Add Model…");
  await window.quickInput.type(name);
  await window.quickInput.choose(`Download “${name}”`);
  await window.quickInput.choose("Download");
  await isDownloading();
  await window.openView("Explorer"); // a message says what the row would say
  await window.command("Paddock: Cancel Download");
  const kept = "was cancelled. The data downloaded so far is kept";
  await window.toast(kept).waitFor();

  await window.command("Paddock: Retry Download");
  await expect.poll(() => window.toast(kept).count()).toBe(0);
  await window.openView("Ollama");
  await isDownloading();
  expect(partials()).not.toEqual([]);

  await window.openView("Explorer");
  await window.command("Paddock: Cancel Download");
  await window.answerToast(kept, "Delete Partial Download");
  await window.openView("Ollama");
  await expect.poll(downloads).toEqual([]);
  await expect.poll(partials, LATER).toEqual([]);
  await registry.close();
});
