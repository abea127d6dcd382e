import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openDownloads, openModels, previewPages, stopClock } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** The id, label or text of what has the focus; empty if nothing has it. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return "";
    return active.id || active.getAttribute("aria-label") || (active.textContent ?? "").trim();
  });

/** Holds a key down until it repeats. */
async function hold(key: string): Promise<void> {
  for (let times = 0; times < 4; times++) await page.keyboard.down(key);
}

describe("a key that is held", () => {
  it.each(["Enter", "Space"])("presses a button once it is released, and only that one: %s", async (key) => {
    page = await openModels(openPage);
    const word = page.locator("h1, .word").first();
    await page.getByRole("button", { name: "Stop Ollama Service" }).focus();
    await hold(key);
    expect(await word.innerText()).toContain("Running");
    await page.keyboard.up(key);
    await page.getByRole("button", { name: "Start Ollama Service" }).waitFor();
    await expect.poll(() => word.innerText()).toContain("Stopped");
  });

  it("presses nothing that has got the focus meanwhile", async () => {
    page = await openModels(openPage);
    await page.getByRole("button", { name: "Stop Ollama Service" }).focus();
    await hold("Enter");
    await page.getByRole("tab", { name: "API" }).focus();
    await page.keyboard.up("Enter");
    await page.getByRole("tab", { name: "API" }).press("ArrowRight"); // after all that the key may have pressed
    await page.getByRole("tab", { name: "Downloads", selected: true }).waitFor();
    expect(await page.locator("h1, .word").first().innerText()).toContain("Running");
  });

  it("opens a menu, and chooses nothing in it", async () => {
    page = await openModels(openPage);
    await page.locator(".row", { hasText: "qwen3:14b" }).click();
    await page.locator(".detail .title .icon-button:not(.back)").focus();
    await hold("Enter");
    expect(await page.getByRole("menu").count()).toBe(0);
    await page.keyboard.up("Enter");
    await page.getByRole("menu").waitFor();
    await hold("Enter");
    expect(await page.getByRole("menu").count()).toBe(1);
    await page.keyboard.up("Enter");
  });
});

describe("the focus", () => {
  it("is on the tab that a button has opened, which presses nothing else", async () => {
    page = await openModels(openPage, "doctor=ill&log=none&disk=usual");
    await page.getByRole("tab", { name: "Doctor" }).click();
    await page.getByRole("button", { name: "Free Space…" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("tab-disk");
  });

  it("goes on to the next button where one stays disabled, but not before it could come back", async () => {
    page = await openModels(openPage);
    await page.evaluate(() => {
      const group = document.createElement("p");
      group.innerHTML = "<button aria-label='one'></button><button aria-label='two'></button>";
      document.body.append(group);
    });
    await stopClock(page);
    const one = page.getByRole("button", { name: "one" });
    await one.focus();
    await one.evaluate((button) => button.toggleAttribute("disabled", true));
    await page.clock.runFor(9_000);
    expect(await focused()).not.toBe("two"); // a browser says for a moment that the disabled one has it
    await page.clock.runFor(2_000);
    await expect.poll(focused).toBe("two");
  });

  it("stays in the list of load settings once they are saved", async () => {
    page = await openModels(openPage);
    await page.locator(".row", { hasText: "llama3.2:3b" }).click();
    await page.locator("summary", { hasText: "Load settings" }).click();
    const context = page.locator(".load-settings input").first();
    await context.fill("8192");
    await page.locator(".load-settings vscode-button", { hasText: "Save" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".load-settings").getByText("Saved").waitFor();
    expect(await context.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it("stays on Save where the load settings are refused", async () => {
    page = await openModels(openPage);
    await page.locator(".row", { hasText: "llama3.2:3b" }).click();
    await page.locator("summary", { hasText: "Load settings" }).click();
    await page.locator(".load-settings").getByLabel("GPU layers").fill("many");
    await page.locator(".load-settings vscode-button", { hasText: "Save" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".load-settings .refusal").waitFor();
    expect(await focused()).toBe("Save");
  });

  it("stays in its row where its button is disabled until the download has ended", async () => {
    page = await openDownloads(openPage);
    const button = page.locator(".find-row vscode-button", { hasText: "Download 1b" }).first();
    await button.focus();
    await page.keyboard.press("Enter");
    await page.locator(".find-row vscode-button[disabled]", { hasText: "Download 1b" }).waitFor();
    await expect.poll(focused).not.toBe("");
  });

  it("goes on to a size that is seen, where the chosen one moves into the menu", async () => {
    page = await openDownloads(openPage);
    const row = page.locator(".find-row", { hasText: "deepseek-r1" }).last();
    await row.getByRole("button", { name: /^32b/ }).focus();
    await page.keyboard.press("Enter");
    await row.locator("vscode-button", { hasText: "Download 32b" }).waitFor();
    await expect.poll(focused).not.toBe("");
    expect(
      await page.evaluate(() => document.activeElement?.checkVisibility({ visibilityProperty: true })),
    ).toBe(true);
  });
});

it("another model is shown from its beginning", async () => {
  page = await openModels(openPage, "", { width: 900, height: 500 });
  await page.locator(".row", { hasText: "qwen3:14b" }).click();
  await page.getByRole("heading", { name: "qwen3:14b" }).waitFor();
  const detail = page.locator(".detail");
  await detail.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  expect(await detail.evaluate((one) => one.scrollTop)).toBeGreaterThan(100);
  await page.locator(".row", { hasText: "gemma3:1b" }).click();
  await page.getByRole("heading", { name: "gemma3:1b" }).waitFor();
  await expect.poll(() => detail.evaluate((one) => one.scrollTop)).toBe(0);
});

it("a long text that is searched for stays within the page", async () => {
  page = await openDownloads(openPage, "", { width: 900, height: 800 });
  await page.locator(".find input").fill("x".repeat(200));
  const buttons = page.locator(".elsewhere vscode-button");
  await buttons.first().waitFor();
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(900);
  }
});
