import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

const open = async (query: string, viewport?: { width: number; height: number }): Promise<Page> =>
  (page = await openPage(query, viewport));

const openDashboard = async (query = ""): Promise<Page> => {
  await open(`page=dashboard&${query}`);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  return page;
};

describe("the main panel", () => {
  it("shows whether Ollama runs, its endpoint, and the possible actions", async () => {
    await openDashboard();
    await expect
      .poll(() => page.locator(".service").innerText())
      .toMatch(/Ollama 0\.33\.0 · .*run by Paddock/);
    expect(await page.getByTestId("endpoint").innerText()).toBe("http://localhost:11434/api/generate");
    const buttons = await page.locator(".service vscode-button").allInnerTexts();
    expect(buttons).toEqual(["Test API", "Restart", "Stop Ollama Service"]);
  });

  it("stops the service, and then offers to start it", async () => {
    await openDashboard();
    await page.getByText("Stop Ollama Service").click();
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    expect(await page.locator(".row").first().innerText()).toContain("Unavailable");
    await page.locator(".service").getByText("Start Ollama Service").waitFor();
  });

  it("takes a double click for one click", async () => {
    await openDashboard();
    await page.locator(".service").getByText("Stop Ollama Service").dblclick();
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    await page.locator(".service").getByText("Start Ollama Service").dblclick();
    await page.getByRole("tab", { name: "Service" }).click();
    await page.locator(".service-tab").waitFor();
    expect(await page.locator(".service h1").innerText()).toBe("Starting…"); // its button was Stop when it was clicked again
    expect(await page.getByRole("alert").allInnerTexts()).toEqual([]);
  });

  it("says why an action was refused until what it is about has changed, and nothing moves", async () => {
    await openDashboard();
    await page.locator(".list .row", { hasText: "llama3.2:3b" }).click();
    const title = page.locator(".detail .title");
    const places = () =>
      title
        .locator("h2, .icon-button, vscode-button")
        .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await places();
    await title.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByRole("alert").getByText("The preview cannot do").waitFor();
    expect(await places()).toEqual(before);
    await page.getByText("Stop Ollama Service").click();
    await page.getByRole("alert").waitFor({ state: "detached", timeout: 5_000 });
  });

  it("says in the menu of a narrow panel too what an action ends", async () => {
    await open("page=dashboard&log=busy", { width: 1240, height: 800 });
    const ends = "2 models are loaded, and will be unloaded";
    await page.locator(`.service vscode-button[title*="${ends}"]`, { hasText: "Restart" }).waitFor();
    await page.setViewportSize({ width: 543, height: 800 });
    await page.locator(".service").getByRole("button", { name: "More" }).click();
    const restart = page.getByRole("menuitem", { name: "Restart" });
    expect(await restart.getAttribute("title")).toContain(ends);
  });

  it("copies the endpoint", async () => {
    await openDashboard();
    await page.locator(".service button.quiet").click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      "http://localhost:11434/api/generate",
    );
  });

  it("lists the models by name, and filters them", async () => {
    await openDashboard();
    await expect.poll(() => page.locator(".row .name").count()).toBe(7); // one of them is coming
    await page.getByPlaceholder("Filter models").pressSequentially("QWEN");
    await expect.poll(() => page.locator(".row .name").allInnerTexts()).toEqual(["qwen3:14b"]);
    expect(await page.locator("#tab-models small").innerText()).toBe("7"); // the tab counts, and does not filter
    await page.getByPlaceholder("Filter models").pressSequentially("xx");
    await page.getByText("No model matches.").waitFor();
  });

  it("says only once that there are no models", async () => {
    await openDashboard("models=0");
    await page.getByText("No models yet. Add one to get started.").waitFor();
    expect(await page.getByText("No models yet").count()).toBe(1);
    expect(await page.getByPlaceholder("Filter models").count()).toBe(0);
  });

  it("uses the icons of the side bar: a filled circle for a loaded model", async () => {
    await openDashboard();
    await expect.poll(() => page.locator(".row .kind.idle").count()).toBe(5);
    expect(await page.locator(".row .kind.cloud").count()).toBe(1);
    await page.locator(".row", { hasText: "llama3.2:3b" }).click();
    await page.locator(".detail .buttons").getByText("Load", { exact: true }).click();
    await page.locator(".row", { hasText: "llama3.2:3b" }).locator(".kind.loaded").waitFor();
    await page.getByText("Stop Ollama Service").click();
    await expect.poll(() => page.locator(".row .kind.unavailable").count()).toBe(5);
  });

  it("shows the details of the chosen model, and its texts as plain text", async () => {
    await openDashboard();
    await page.locator(".row", { hasText: "llama3.2:3b" }).click();
    await page.getByRole("heading", { name: "llama3.2:3b" }).waitFor();
    await expect.poll(() => page.locator(".facts-grid").innerText()).toContain("131,072 tokens");
    const license = page.locator("details", { hasText: "License" });
    await license.getByText("License").click();
    expect(await license.locator("pre").innerText()).toContain("<script>");
    expect(await page.title()).not.toBe("broken");
    expect(await page.locator("img").count()).toBe(0);
  });

  it("can be used with the keyboard only", async () => {
    await openDashboard();
    await page.getByRole("listbox").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("[role=option][aria-selected=true]").count()).toBe(1);
    await page.getByRole("tab", { name: "Models" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { name: "Downloads" }).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: "Memory now" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: "Health" }).waitFor();
  });

  it("shows the reason of a refusal beside the button", async () => {
    await openDashboard();
    await page.getByRole("tab", { name: "Downloads" }).click();
    const row = page.locator(".find-row", { hasText: "nomic-embed-text" });
    await row.locator("vscode-button", { hasText: "Show Model" }).click();
    await expect.poll(() => row.locator("[role=alert]").innerText()).toContain("model.show-details");
  });

  it("has no empty boxes to copy from while the host is not valid", async () => {
    await open("page=dashboard&host=invalid");
    await page.getByRole("heading", { name: "Invalid host" }).waitFor();
    await page.getByRole("tab", { name: "API" }).click();
    await page.locator(".api-tab").getByText("Test API").waitFor();
    expect(await page.locator(".api-tab pre").count()).toBe(0);
    expect(await page.locator(".api-tab").getByRole("button", { name: "Copy" }).count()).toBe(0);
  });

  it("says on each tab that the host is not valid, and downloads nothing to it", async () => {
    await open("page=dashboard&host=invalid");
    await page.getByRole("heading", { name: "Invalid host" }).waitFor();
    for (const [tab, part] of [
      ["Activity", ".activity-tab .why"],
      ["Service", ".service-tab .pairs"],
      ["Disk", ".disk-tab"],
    ] as const) {
      await page.getByRole("tab", { name: tab }).click();
      await page.locator(part).getByText("The host is not valid.").waitFor();
    }
    await page.locator(".disk-tab").getByText("Open Host Setting").waitFor();
    await page.getByRole("tab", { name: "Downloads" }).click();
    await page.locator(".find").getByText("The host is not valid.").waitFor();
    expect(await page.locator(".find-row vscode-button").first().getAttribute("disabled")).not.toBeNull();
  });

  it("shows the result of a model's test", async () => {
    await openDashboard();
    await page.locator(".row", { hasText: "llama3.2:3b" }).click();
    await page.locator(".detail .buttons").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Test", exact: true }).click();
    await expect
      .poll(() => page.locator(".detail .news").innerText())
      .toMatch(/^Test: answered in (?:< )?\d+ ms · just now$/);
    await page.locator(".row", { hasText: "qwen3:14b" }).click();
    await page.getByRole("heading", { name: "qwen3:14b" }).waitFor();
    expect(await page.locator(".detail .news").innerText()).toBe("");
  });

  it("stays usable with 5,000 models", async () => {
    await openDashboard("models=5000");
    await page.locator(".row[aria-setsize='5001']").first().waitFor();
    expect(await page.locator(".row").count()).toBeLessThan(60);
    await page.getByPlaceholder("Filter models").pressSequentially("4999");
    await expect.poll(() => page.locator(".row").count()).toBe(1);
  });

  it.each([
    ["a panel", 1100, 800, 500],
    ["a panel beside the side bar of a small window", 560, 480, 300],
    ["a narrow column", 340, 480, 240],
  ])("shows enough of a model in %s", async (_where, width, height, atLeast) => {
    await open("page=dashboard", { width, height });
    await page.locator(".row").nth(2).waitFor();
    const heightOf = async (part: string): Promise<number> =>
      (await page.locator(part).boundingBox())?.height ?? 0;
    expect(await heightOf(".list .windowed")).toBeGreaterThanOrEqual(150);
    await page.locator(".row").first().click();
    await page.locator(".facts-grid").waitFor();
    expect(await heightOf(".detail")).toBeGreaterThanOrEqual(atLeast);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("fits a narrow window without scrolling sideways", async () => {
    await open("page=dashboard", { width: 340, height: 700 });
    await page.getByRole("heading", { name: "Running" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});
