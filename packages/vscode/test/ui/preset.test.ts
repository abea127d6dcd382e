import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";

describe("a preset for our service", () => {
  let ollama: Awaited<ReturnType<typeof prepareOllama>>;
  let paddock: Paddock;
  beforeAll(async () => {
    ollama = await prepareOllama();
    paddock = await openPaddock({ settings: ollama.settings });
    await untilStatus(paddock, "Stopped");
    await paddock.window.openView("Ollama");
    await paddock.window.command("Paddock: Start Ollama Service");
    await untilStatus(paddock, "Running");
  });
  afterAll(async () => {
    await paddock.window.command("Paddock: Stop Ollama Service");
    await untilStatus(paddock, "Stopped");
    await paddock[Symbol.asyncDispose]();
    await ollama[Symbol.asyncDispose]();
  });

  const differing = async (): Promise<string | undefined> =>
    (await paddock.window.treeItems("Service")).find((row) => row.startsWith("Restart, "));

  it("is shown as a difference, written, and applied by a restart", async () => {
    await paddock.window.command("Paddock: Choose Service Preset…");
    await paddock.window.quickInput.choose("Keep Models Loaded");
    const dialog = paddock.window.page.locator(".monaco-dialog-box");
    await dialog.filter({ hasText: "OLLAMA_KEEP_ALIVE: -1 (not set before)" }).waitFor();
    await dialog.getByRole("button", { name: "Change Settings" }).click();
    await expect.poll(differing, { timeout: 15_000 }).toBe("Restart, applies OLLAMA_KEEP_ALIVE");
    await paddock.window.command("Paddock: Restart Ollama Service");
    await expect.poll(differing, { timeout: 15_000 }).toBeUndefined();
    await untilStatus(paddock, "Running");
  });

  it("has lines for an Ollama that something else starts", async () => {
    await paddock.window.command("Paddock: Show How to Set Variables Elsewhere…");
    await paddock.window.quickInput.choose("docker run");
    await paddock.window.quickInput.choose("Open the Lines in an Editor");
    await paddock.window.page
      .locator(".monaco-editor .view-line", { hasText: "-e OLLAMA_KEEP_ALIVE=-1" })
      .waitFor();
  });
});
