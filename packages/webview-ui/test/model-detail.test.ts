import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openModels, previewPages, type PageOptions } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

async function open(...options: PageOptions): Promise<void> {
  page = await openModels(openPage, ...options);
}

const openLoadSettings = () => page.locator("summary", { hasText: "Load settings" }).click();

describe("load settings", () => {
  const setting = (name: string) => page.locator(".load-settings").getByLabel(name);

  it("are saved by Enter, refused in words without losing what was typed, and taken back", async () => {
    await open();
    await page.getByText("qwen3:14b").first().click();
    await openLoadSettings();
    const save = page.getByRole("button", { name: "Save" });
    expect(await save.getAttribute("disabled")).not.toBeNull();
    await setting("Context").fill("a lot");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("a whole number of tokens from 256 to 131,072").waitFor();
    expect(await setting("Context").inputValue()).toBe("a lot");
    expect(await save.getAttribute("disabled")).toBeNull();
    await setting("Context").fill("16k");
    await setting("Keep loaded").selectOption({ label: "1 hour" });
    await save.click();
    await expect.poll(() => setting("Context").inputValue()).toBe("16,384");
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.getByText("more than with Ollama's own 4,096").waitFor();
    await page.getByRole("status").getByText("Saved.").waitFor();
    await page.locator("summary", { hasText: "context 16,384 · kept 1 hour" }).waitFor();
    await setting("Context").fill("none");
    expect(await page.getByText("Saved.").count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("a whole number").waitFor();
    await page.getByRole("button", { name: "Leave All to Ollama" }).click();
    await expect.poll(() => setting("Context").inputValue()).toBe("");
    expect(await setting("Keep loaded").inputValue()).toBe("");
    expect(await page.getByRole("alert").count()).toBe(0);
  });
});

describe("the layers of a model", () => {
  it("are told with who shares them; of one that is missing it is said what to do", async () => {
    await open("disk=damaged");
    const row = page.locator(".row", { hasText: "qwen3:14b" });
    await row.getByText("Damaged · a layer is missing on the disk").waitFor();
    await row.click();
    await page.getByText("Download it again: Ollama fetches only what is missing.").waitFor();
    await page.locator(".detail .title").getByRole("button", { name: "Download Again" }).waitFor();
    await page.getByRole("row", { name: /^Weights 2\.2 GB missing on the disk/ }).waitFor();
    await page.getByRole("row", { name: /^License 11\.3 kB llama3\.2:3b, / }).waitFor();
  });
});

it("what is said of the context for agents has its line also while the model is not loaded", async () => {
  await open();
  await page.getByText("qwen3:14b").first().click();
  const detail = page.locator(".detail");
  const note = detail.locator(".fit .advice");
  await openLoadSettings();
  const place = () => page.locator(".facts-grid").boundingBox();
  const loadWith = async (context: string): Promise<void> => {
    await page.locator(".load-settings").getByLabel("Context").fill(context);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Saved.").waitFor();
    await detail.getByRole("button", { name: "Load", exact: true }).click();
    await detail.getByRole("button", { name: "Unload" }).waitFor();
  };
  await page.getByText("131,072 tokens").waitFor();
  const before = await place();
  await loadWith("8k");
  await detail.getByText("context 8,192 of 131,072").waitFor();
  expect(await note.innerText()).toBe("Agents and coding tools need a context of 64,000 tokens or more.");
  expect(await place()).toEqual(before);
  await detail.getByRole("button", { name: "Unload" }).click();
  await loadWith("128k");
  await expect.poll(() => note.innerText()).toBe("Its context is long enough for agents and coding tools.");
  expect(await place()).toEqual(before);
});
