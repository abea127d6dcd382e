import { openRegistry, registryModel } from "@paddock/test-fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";

describe("the side bar", () => {
  let registry: Awaited<ReturnType<typeof openRegistry>>;
  let ollama: Awaited<ReturnType<typeof prepareOllama>>;
  let paddock: Paddock;
  beforeAll(async () => {
    registry = await openRegistry({
      models: [registryModel("stable/pony", { downloadBytes: 60_000_000 })],
      bytesPerSecond: 1_000_000,
    });
    ollama = await prepareOllama();
    paddock = await openPaddock({
      settings: { ...ollama.settings, "paddock.registries.insecure": [registry.host] },
    });
    await untilStatus(paddock, "Stopped");
    await paddock.window.openView("Ollama");
  });
  afterAll(async () => {
    await paddock.window.command("Paddock: Stop Ollama Service");
    await untilStatus(paddock, "Stopped");
    await paddock[Symbol.asyncDispose]();
    await ollama[Symbol.asyncDispose]();
    await registry.close();
  });

  const rows = (view: string): Promise<string[]> => paddock.window.treeItems(view);
  // In the browser, the row of the machine stays, so the welcome text is not seen here.
  it("has a row that starts Ollama, and five rows once it runs", async () => {
    await paddock.window.treeItem("Service", "Start Ollama Service").click();
    await untilStatus(paddock, "Running");
    await paddock.window.command("Paddock: Load Model");
    await paddock.window.quickInput.choose("llama3.2:3b");
    await expect
      .poll(async () => (await rows("Service")).filter((row) => !row.startsWith("Machine, ")))
      .toEqual([
        "Stop Ollama Service",
        expect.stringMatching(/^Running, [\d.]+\S* · port \d+$/),
        expect.stringMatching(/^Run by, Paddock, pid \d+$/),
        expect.stringContaining("API, not tested yet"),
        expect.stringMatching(/^Memory, .* · 1 loaded$/),
      ]);
    await expect.poll(() => rows("Models")).toContainEqual(expect.stringContaining("llama3.2:3b, Loaded · "));
  });

  it("counts what is downloaded on its icon, and shows its short name", async () => {
    const name = `${registry.host}/stable/pony:latest`;
    await paddock.window.command("Paddock: Add Model…");
    await paddock.window.quickInput.type(name);
    await paddock.window.quickInput.choose(`Download “${name}”`);
    await paddock.window.quickInput.choose("Download");
    const badge = paddock.window.page.locator(".activitybar .badge-content", { hasText: /^1$/ });
    await badge.waitFor();
    await expect
      .poll(() => rows("Downloads"))
      .toContainEqual(expect.stringMatching(/^\S+\/stable\/pony:latest, \d+%/));
    await expect
      .poll(() => paddock.window.view("Downloads").locator(".label-name").first().innerText())
      .toBe("pony");
    await paddock.window.command("Paddock: Cancel Download");
    await badge.waitFor({ state: "detached" });
  });

  it("copies from the menu of a row", async () => {
    await paddock.window.treeItem("Service", "Run by").click({ button: "right" });
    const entry = paddock.window.page.getByRole("menuitem", { name: "Copy Process ID" });
    await entry.hover();
    await paddock.window.page.keyboard.press("Enter");
    await paddock.window.page
      .getByText(/Copied \d+/)
      .first()
      .waitFor();
  });

  it("has a menu with icons and the settings", async () => {
    await paddock.status.click();
    const { quickInput } = paddock.window;
    await quickInput.row("Settings").waitFor();
    expect(await quickInput.row("Settings").locator(".codicon-settings-gear").count()).toBe(1);
    await paddock.window.screenshot("status-menu");
    await quickInput.cancel();
  });
});
