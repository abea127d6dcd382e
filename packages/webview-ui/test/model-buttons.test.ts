import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

describe("the buttons of a model", () => {
  const title = (): Locator => page.locator(".detail .title");
  const button = (name: string): Locator => title().getByRole("button", { name, exact: true });
  const places = (): Promise<readonly string[]> =>
    title()
      .locator("vscode-button, .icon-button:not(.back)")
      .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
  const isIn = (words: string): Promise<void> => page.locator(".situation b", { hasText: words }).waitFor();
  const hang = (request: string): Promise<unknown> =>
    page.evaluate((detail) => dispatchEvent(new CustomEvent("scene-hang", { detail })), request);
  const release = (): Promise<unknown> => page.evaluate(() => dispatchEvent(new Event("scene-release")));
  /** What a person sees who points at it. */
  const tooltip = (name: string): Promise<string | null | undefined> =>
    button(name).evaluate((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const pointed = document.elementFromPoint(x + width / 2, y + height / 2);
      return pointed?.closest("[title]")?.getAttribute("title");
    });
  async function choose(name: string, query = ""): Promise<void> {
    page = await openPage(`page=dashboard&${query}`);
    await page.locator(".row", { hasText: name }).click();
    await page.getByRole("heading", { name }).waitFor();
  }

  it.each(["About", "Try It"])("keep their places in every state, beside %s", async (first) => {
    await choose("qwen3:14b");
    if (first === "About") await button("Try It").click();
    await button(first).waitFor();
    const before = await places();
    expect(before).toHaveLength(3);
    await hang("POST /api/generate");
    await button("Load").click();
    await isIn("Loading…");
    expect(await places()).toEqual(before);
    await release();
    await isIn("Loaded");
    expect(await places()).toEqual(before);
    await hang("POST /api/generate");
    await button("Unload").click();
    await isIn("Unloading…");
    expect(await places()).toEqual(before);
    expect(await tooltip("Unload")).toContain("Another operation");
    await release();
    await isIn("Available");
    await page.locator(".row", { hasText: "gpt-oss" }).click();
    await isIn("Available");
    await expect.poll(() => tooltip("Load")).toContain("runs in the cloud");
    expect(await places()).toEqual(before);
    await page.getByText("Stop Ollama Service").click();
    await isIn("Unavailable");
    expect(await places()).toEqual(before);
    expect(await tooltip("Load")).toContain("Ollama is not running");
  });

  it("keep them for a model of which a newer version is coming, or of which a layer is missing", async () => {
    await choose("qwen3:14b");
    const before = await places();
    await choose("qwen3:14b", "coming=qwen3:14b");
    await isIn("Downloading");
    expect(await places()).toEqual(before);
    await choose("qwen3:14b", "disk=damaged");
    await button("Download Again").waitFor();
    expect((await places()).slice(1)).toEqual(before.slice(1));
    expect(await tooltip("Load")).toContain("missing on the disk");
  });
});
