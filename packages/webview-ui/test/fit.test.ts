import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();

async function open(viewport?: { width: number; height: number }): Promise<Page> {
  const page = await openPage("page=dashboard&models=12&log=1", viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByText("qwen3:14b").first().click();
  await page.getByRole("heading", { name: "Will it fit?" }).waitFor();
  return page;
}

it("answers by a sentence, a bar with a legend, and what a longer context changes", async () => {
  const page = await open();
  const fit = page.locator(".fit");
  // The log is read a moment after the page is shown.
  await expect
    .poll(() => fit.locator(".answer").innerText(), { timeout: 4_000 })
    .toContain("Fits on the GPU.");
  const before = await fit.locator(".legend").innerText();
  expect(before).toMatch(/Weights .*KV cache .*Buffers /s);
  expect(before).toContain("Estimate; not measured yet");
  const slider = page.getByRole("slider", { name: "Context" });
  await slider.focus();
  await slider.press("End");
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/^131,072: /);
  const longest = await fit.locator(".legend").innerText();
  expect(longest).not.toBe(before);
  await page.getByRole("combobox", { name: "KV cache" }).selectOption({ label: "KV cache q4_0" });
  await expect.poll(() => fit.locator(".legend").innerText()).not.toBe(longest);
});

it.each([1240, 1042, 900, 543])(
  "moves nothing for any context, and no line is empty (%d px)",
  async (width) => {
    const page = await open({ width, height: 900 });
    const lines = page.locator(".fit .answer p");
    await expect.poll(() => lines.first().innerText(), { timeout: 4_000 }).toContain("GPU");
    const places = () =>
      page
        .locator(".fit .answer p, .fit .memory, .layers")
        .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().top));
    const slider = page.getByRole("slider", { name: "Context" });
    await slider.press("Home");
    const before = await places();
    for (let index = Number(await slider.getAttribute("max")); index >= 0; index -= 1) {
      expect(await places()).toEqual(before);
      expect(await lines.allInnerTexts()).not.toContain("");
      await slider.press("ArrowRight");
    }
  },
);

it("lends its slider to the load settings", async () => {
  const page = await open();
  const slider = page.getByRole("slider", { name: "Context" });
  await expect.poll(() => slider.getAttribute("max")).not.toBe("0");
  await slider.focus();
  await slider.press("End");
  await page.getByRole("button", { name: "Use for Loads" }).click();
  await expect.poll(() => page.locator(".load-settings").getByLabel("Context").inputValue()).toBe("131,072");
  await expect.poll(() => page.getByRole("button", { name: "Use for Loads" }).count()).toBe(0);
});

it("keeps its slider, and what was typed into the load settings, while another tab is shown", async () => {
  const page = await open();
  const slider = page.getByRole("slider", { name: "Context" });
  await page.locator("summary", { hasText: "Load settings" }).click();
  const layers = page.locator(".load-settings").getByLabel("GPU layers");
  await expect.poll(() => slider.getAttribute("max")).not.toBe("0");
  await slider.press("End");
  await layers.fill("20");
  const chosen = await slider.inputValue();
  await page.getByRole("tab", { name: "Disk" }).click();
  await expect.poll(() => slider.count()).toBe(0);
  await page.getByRole("tab", { name: "Models" }).click();
  expect(await slider.inputValue()).toBe(chosen);
  expect(await layers.inputValue()).toBe("20");
});
