import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { focusedLabel, openDownloads, previewPages, type PageOptions } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

async function open(...options: PageOptions): Promise<void> {
  page = await openDownloads(openPage, ...options);
}

const downloads = (): Promise<readonly string[]> => page.locator(".download b").allInnerTexts();
const focused = () => focusedLabel(page);
const found = () => page.locator(".find-row");
const popular = () => page.getByRole("list", { name: "Popular" }).locator(".find-row");
const field = () => page.locator(".find input");

it("shows popular models, and downloads the size that is chosen", async () => {
  await open();
  await page.getByRole("heading", { name: "Popular" }).waitFor();
  expect(await popular().count()).toBe(8);
  const first = popular().first();
  await first.getByRole("button", { name: /^70b/ }).click();
  await first.locator("vscode-button", { hasText: "Download 70b" }).click();
  await expect.poll(downloads).toContain("llama3.1:70b");
  await expect.poll(() => first.innerText()).toContain("queued, number 2");
});

it("has a menu of the sizes without room, which choose like the others; the choice survives another tab", async () => {
  await open();
  const row = popular().filter({ hasText: "deepseek-r1" });
  await row.getByRole("button", { name: "More sizes" }).click();
  await page.getByRole("menuitemradio", { name: /^671b/ }).click();
  await row.locator("vscode-button", { hasText: "Download 671b" }).waitFor();
  await page.getByRole("tab", { name: "API" }).click();
  await page.getByRole("tab", { name: "Downloads" }).click();
  await row.locator("vscode-button", { hasText: "Download 671b" }).waitFor();
});

it("calls the menu by the chosen size alone where only that one has no room", async () => {
  await open();
  const row = popular().filter({ hasText: "deepseek-r1" });
  const more = row.getByRole("button", { name: "More sizes" });
  await more.click();
  await page.getByRole("menuitemradio", { name: /^671b/ }).click();
  /** Gives the sizes a little less room than they need up to this one. */
  const cutAt = (label: string): Promise<void> =>
    row.locator(".size", { hasText: label }).evaluate((size) => {
      const { parentElement: place } = size;
      if (!place) return;
      place.style.flex = "none";
      place.style.width = `${size.getBoundingClientRect().right - place.getBoundingClientRect().left - 1}px`;
    });
  await cutAt("70b");
  await expect.poll(async () => (await more.innerText()).trim()).toBe("671b +1");
  await cutAt("671b");
  await expect.poll(async () => (await more.innerText()).trim()).toBe("671b");
});

it.each([1240, 543, 340])("covers no size with the menu of long names, at %d pixels", async (width) => {
  await open("", { width, height: 900 });
  await field().fill("qwen3-30b");
  await page.locator("vscode-button", { hasText: "Search Hugging Face for" }).click();
  const row = found().first();
  await row.locator("vscode-button", { hasText: "Show Sizes" }).click();
  await row.getByRole("button", { name: "More sizes" }).click();
  await page.getByRole("menuitemradio").last().click();
  await row.locator("vscode-button", { hasText: "BF16" }).waitFor();
  const gaps = await row.locator(".all-sizes").evaluate((place) => {
    const more = place.querySelector(".more button")?.getBoundingClientRect() ?? new DOMRect();
    const { left } = place.getBoundingClientRect();
    const ends = [...place.querySelectorAll(".size:not(.no-room)")].map(
      (size) => size.getBoundingClientRect().right,
    );
    return [left, ...ends].map((end) => Math.round(more.left - end));
  });
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
});

it("filters while a person types, and is left by Escape", async () => {
  await open();
  await field().fill("qwen2.5-coder");
  await expect.poll(() => found().count()).toBe(1);
  await field().press("Escape");
  await expect.poll(() => popular().count()).toBe(8);
  expect(await field().inputValue()).toBe("");
});

it("is used by keys alone: to a row, to another size, and its download", async () => {
  await open();
  await page.getByRole("heading", { name: "What this machine can run" }).waitFor(); // its memory is known by now
  await field().fill("deepseek");
  await expect.poll(() => found().first().innerText()).toContain("deepseek-r1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toContain("deepseek-r1, Download 8b");
  await page.keyboard.press("ArrowRight");
  await expect.poll(focused).toContain("deepseek-r1, Download 14b");
  await page.keyboard.press("Enter");
  await expect.poll(downloads).toContain("deepseek-r1:14b");
  await expect.poll(focused).toContain("deepseek-r1");
});

it("asks Hugging Face only when told to, and shows the sizes of its models on request", async () => {
  await open();
  await field().fill("qwen3-30b");
  await page.locator("vscode-button", { hasText: "Search Hugging Face for" }).click();
  const first = found().first();
  await expect.poll(() => first.innerText()).toContain("Qwen3-30B-A3B-GGUF");
  await first.locator("vscode-button", { hasText: "Show Sizes" }).click();
  await first.locator("vscode-button", { hasText: "Download Q4_K_M" }).waitFor();
  await page.locator("vscode-button", { hasText: "Search ollama.com for" }).click();
  await page.getByText("No results from ollama.com").waitFor();
});

it("offers exactly the model of a pasted command", async () => {
  await open();
  await field().fill("ollama run pony:1b");
  await found().first().locator("vscode-button", { hasText: "Download pony:1b" }).click();
  await expect.poll(downloads).toContain("pony:1b");
});

it("what this machine can run comes first, and only the row that a person is in has the primary button", async () => {
  await open();
  const primary = page.locator(".find vscode-button:not([secondary])");
  const best = page.getByRole("list", { name: "What this machine can run" });
  await best.getByText("takes about").first().waitFor();
  await expect.poll(() => primary.count()).toBe(1);
  expect(await best.locator("vscode-button:not([secondary])").innerText()).toMatch(/^Download \d+b$/);
  await page.getByRole("list", { name: "Popular" }).locator(".find-row").first().focus();
  await expect.poll(() => best.locator("vscode-button:not([secondary])").count()).toBe(0);
  expect(await primary.count()).toBe(1);
});
