import { openRegistry, openSimulator, registryModel, simulatedModel } from "@paddock/test-fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

// Tests the built extension: each bundle has its own copies of classes, so errors must be recognized across bundles.
let registry: Awaited<ReturnType<typeof openRegistry>>;
let ollama: Awaited<ReturnType<typeof openSimulator>>;
let paddock: Paddock;

beforeAll(async () => {
  registry = await openRegistry({
    models: [registryModel("stable/clydesdale", { downloadBytes: 60_000_000 })],
    bytesPerSecond: 1_000_000,
  });
  ollama = await openSimulator({ models: [simulatedModel("llama3.2:3b")], loadMs: 600_000 });
  paddock = await openPaddock({
    settings: { "paddock.host": `127.0.0.1:${ollama.port}`, "paddock.registries.insecure": [registry.host] },
  });
  await untilStatus(paddock, "Running");
  await paddock.window.openView("Ollama");
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([ollama.close(), registry.close()]);
});

const rows = async (view: string): Promise<string> => (await paddock.window.treeItems(view)).join("\n");

async function restartOllama(): Promise<void> {
  await ollama.pause();
  await untilStatus(paddock, "Stopped");
  await ollama.resume();
  await untilStatus(paddock, "Running");
}

describe("a service that is killed", () => {
  it("while it loads a model is reported as a broken connection, not as an unexpected error", async () => {
    await paddock.window.command("Paddock: Load Model");
    await paddock.window.quickInput.choose("llama3.2:3b");
    await expect.poll(() => rows("Models")).toContain("Loading…");
    await restartOllama();
    await paddock.window
      .toast(
        "“llama3.2:3b” could not be loaded. The connection was reset. The service may have stopped. Try again.",
      )
      .waitFor();
  });

  it("while it downloads a model lets the download wait, and continue when it is back", async () => {
    const { window } = paddock;
    const name = `${registry.host}/stable/clydesdale:latest`;
    await window.command("Paddock: Add Model…");
    await window.quickInput.type(name);
    await window.quickInput.choose(`Download “${name}”`);
    await window.quickInput.choose("Download");
    const isDownloading = () =>
      expect.poll(() => rows("Downloads")).toMatch(/[1-9]\d?% · (downloading|[^·]* left)/);
    await isDownloading();
    await ollama.pause();
    await untilStatus(paddock, "Stopped");
    await expect.poll(() => rows("Downloads")).toContain("waiting for Ollama to start");
    await ollama.resume();
    await isDownloading();
    expect(await paddock.window.toast("Unexpected error").count()).toBe(0);
  });
});

describe("an error text of the server", () => {
  it("is shown unchanged, and never becomes a link in a message", async () => {
    const errorText = "out of luck, [press here](command:workbench.action.quit)";
    ollama.faults.set({ kind: "status500", error: errorText }, "POST /api/generate");
    await paddock.window.command("Paddock: Load Model");
    await paddock.window.quickInput.choose("llama3.2:3b");
    const toast = paddock.window.toast("Ollama reported an error: out of luck");
    await toast.waitFor();
    expect(await toast.innerText()).toContain("[press here] (command:workbench.action.quit)");
    expect(await toast.getByRole("link").count()).toBe(0);
    ollama.faults.clear();
  });
});
