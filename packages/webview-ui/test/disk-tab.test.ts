import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** Opens the Disk tab of the preview's models folder (`preview/scene-disk.ts`). */
async function open(query = "disk=usual", viewport?: { width: number; height: number }): Promise<void> {
  page = await openPage(`page=dashboard&${query}`, viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Disk" }).click();
  await page.getByRole("heading", { name: "Disk" }).waitFor();
}

const free = (size: string) => page.getByRole("button", { name: `Free ${size}…` });

it("shows the whole disk as a bar, of which the parts are the sum", async () => {
  await open();
  await page.getByText("31.0 GB of 468 GB are free").waitFor();
  const widths = await page
    .locator(".disk-bar i")
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().width));
  const whole = await page.locator(".disk-bar").evaluate((bar) => bar.clientWidth);
  expect(Math.abs(widths.reduce((sum, width) => sum + width, 0) - whole)).toBeLessThan(3);
  expect(await page.getByRole("listitem").filter({ hasText: "Can be freed" }).innerText()).toContain(
    "24.1 GB",
  );
});

it("names what models share once, and what deleting one frees", async () => {
  await open();
  const row = page.locator(".model-space tbody tr", { hasText: "my-agent" });
  await row.waitFor();
  const cells = await row.locator("td.num").allInnerTexts();
  expect(cells).toEqual(["1.9 kB", "2.0 GB", "1.9 kB"]);
  await page.getByText("Where a model frees less than its own size").waitFor();
});

it("frees what no model uses, by a button with the bytes, from the keyboard", async () => {
  await open();
  await free("4.2 GB").waitFor();
  expect(await free("15.2 GB").count()).toBe(1);
  expect(await free("4.7 GB").count()).toBe(1);
  await free("4.2 GB").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => free("4.2 GB").count()).toBe(0);
  await page.getByText("19.9 GB that no model uses").waitFor();
});

it("lists backups and partial downloads one by one", async () => {
  await open();
  await page.getByText("Backups, one by one").click();
  await expect.poll(() => page.locator("details[open] td").first().innerText()).toBe("llava:7b");
  await page.getByText("Partial downloads, one by one").focus();
  expect(await page.locator("details").last().innerText()).toContain("downloads continue from them");
});

it("does not offer what our user may not delete, and says what to do", async () => {
  await open("disk=kept");
  await page.getByText("restart Ollama, which does so itself").waitFor();
  const isOff = (size: string): Promise<boolean> =>
    page.locator("vscode-button", { hasText: size }).evaluate((button) => button.hasAttribute("disabled"));
  expect(await Promise.all(["4.7 GB", "15.2 GB", "4.2 GB"].map(isOff))).toEqual([false, true, true]);
});

it("says that there is nothing to free", async () => {
  await open("disk=clean");
  await page.getByText("nothing, every file is in use").waitFor();
  expect(await page.getByRole("button", { name: /^Free/ }).count()).toBe(0);
});

it("says what a download that found no room needs, with the one button that helps most", async () => {
  await open("disk=full");
  const banner = page.getByRole("note");
  await banner.getByText("gemma4:12b needs 7.8 GB more.").waitFor();
  expect(await banner.innerText()).toContain("Partial downloads hold 15.2 GB.");
  const primary = page.locator("vscode-button:not([secondary])").filter({ visible: true });
  expect(await primary.evaluateAll((all) => all.map(({ textContent }) => textContent))).toEqual([
    "Free 15.2 GB…",
  ]);
  for (const name of ["Import Model…", "Open Folder", "Move Models…"])
    await page.getByRole("button", { name }).waitFor();
});

it("has no primary button where what can be freed is not enough", async () => {
  await open("disk=full&coming=qwen3:30b&queued=3");
  const banner = page.getByRole("note");
  await banner.getByText("3.1 GB more are needed.").waitFor();
  expect(
    await banner.locator("vscode-button").evaluateAll((all) => all.map((one) => one.matches("[secondary]"))),
  ).toEqual([true]);
});

it("frees several things by one button where none of them makes enough room", async () => {
  await open("disk=crowded");
  const banner = page.getByRole("note");
  await banner.getByText("gemma4:12b needs 7.8 GB more.").waitFor();
  expect(await banner.innerText()).toContain(
    "Backups of the upgrade to 0.40 hold 4.7 GB. Layers without a model hold 4.2 GB. Once they are deleted, the download can be retried.",
  );
  await banner.getByRole("button", { name: "Free 8.9 GB…" }).click();
  await expect.poll(() => free("4.2 GB").count()).toBe(0);
  expect(await free("3.0 GB").count()).toBe(1);
});

it("says why nothing is counted, and counts again on request", async () => {
  await open("disk=none");
  await page.getByText("Paddock cannot read Ollama's models folder.").waitFor();
  await page.getByRole("button", { name: "Count Again" }).click();
  expect(await page.locator(".disk-bar").count()).toBe(0);
});

it.each([1240, 900, 543])("fits into %d pixels", async (width) => {
  await open("disk=full", { width, height: 900 });
  await page.locator(".model-space").waitFor();
  const panel = page.locator(".panel");
  expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
