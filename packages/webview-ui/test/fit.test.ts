import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();

async function open(viewport?: { width: number; height: number }, model = "qwen3:14b"): Promise<Page> {
  const page = await openPage("page=dashboard&models=12&log=1", viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByText(model).first().click();
  await page.getByRole("heading", { name: "Will it fit?" }).waitFor();
  return page;
}

it("answers by a sentence, a bar with a legend, and what a longer context changes", async () => {
  const page = await open();
  const fit = page.locator(".fit");
  // The log is read a moment after the page is shown.
  await expect.poll(() => fit.locator(".answer").innerText()).toContain("Fits on the GPU.");
  const before = await fit.locator(".legend:not(.hidden)").innerText();
  expect(before).toMatch(/Weights .*KV cache .*Buffers /s);
  expect(before).toContain("Estimate; not measured yet");
  const slider = page.getByRole("slider", { name: "Context" });
  await slider.focus();
  await slider.press("End");
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/^131,072: /);
  const longest = await fit.locator(".legend:not(.hidden)").innerText();
  expect(longest).not.toBe(before);
  await page.getByRole("combobox", { name: "KV cache" }).selectOption({ label: "KV cache q4_0" });
  await expect.poll(() => fit.locator(".legend:not(.hidden)").innerText()).not.toBe(longest);
});

it.each([1240, 1042, 900, 543])("moves nothing for any context (%d px)", async (width) => {
  const page = await open({ width, height: 900 });
  await expect.poll(() => page.locator(".fit .answer").innerText()).toContain("GPU");
  const places = () =>
    page
      .locator(".fit .answer p, .fit .memory, .fit .legend, .layers")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().top));
  const slider = page.getByRole("slider", { name: "Context" });
  await slider.press("Home");
  const before = await places();
  for (let index = Number(await slider.getAttribute("max")); index >= 0; index -= 1) {
    expect(await places()).toEqual(before);
    await slider.press("ArrowRight");
  }
});

it("is read whole where it is narrow", async () => {
  const page = await open({ width: 543, height: 900 }, "model-11");
  const answer = page.locator(".fit .answer p:not(.hidden)");
  await expect.poll(() => answer.innerText()).toContain("for models on the GPU.");
  const isWider = ({ scrollWidth, clientWidth }: HTMLElement): boolean => scrollWidth > clientWidth;
  expect(await answer.evaluate(isWider)).toBe(false);
  expect(await answer.evaluate((one) => one.getBoundingClientRect().height)).toBeGreaterThan(20);
});

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
