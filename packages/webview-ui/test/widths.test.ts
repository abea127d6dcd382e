import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const open = previewPages();

const openTab = async (tab: string, width: number, query = ""): Promise<Page> => {
  const page = await open(`page=dashboard&${query}`, { width, height: 900 });
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: tab }).click();
  return page;
};

/** The texts of those that are cut off: by themselves, or by a part around them that shows no more. */
const cutAmong = (all: Locator): Promise<readonly string[]> =>
  all.evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { right } = element.getBoundingClientRect();
        return (
          element.scrollWidth > element.clientWidth + 1 || right > document.documentElement.clientWidth - 23.5
        );
      })
      .map((element) => element.textContent),
  );

describe.each([1042, 700, 543, 400])("at %d pixels", (width) => {
  it("the strip says where Ollama answers, and the page does not scroll sideways", async () => {
    const page = await openTab("Models", width);
    await expect.poll(() => page.locator(".service .first").innerText()).toContain("run by Paddock");
    expect(await cutAmong(page.locator(".service .second .mono"))).toEqual([]);
    for (const tab of ["Models", "Downloads", "Activity", "API", "Disk", "Service", "Doctor"]) {
      await page.getByRole("tab", { name: tab }).click();
      const isWider = await page.locator(".panel").evaluate((panel) => panel.scrollWidth > panel.clientWidth);
      expect([tab, isWider]).toEqual([tab, false]);
    }
  });

  it("Activity says how long a request took, and which model has the memory", async () => {
    const page = await openTab("Activity", width, "log=busy");
    await page.locator("[role=row] .request").first().waitFor();
    const took = page.locator(".request .took");
    expect(await took.nth(1).innerText()).not.toBe("");
    expect(await cutAmong(took)).toEqual([]);
    await page.locator(".memory-rows .key").first().waitFor();
    const names = page.locator(".memory-rows td.cut");
    expect(await names.evaluateAll((all) => all.filter(({ clientWidth }) => clientWidth < 80).length)).toBe(
      0,
    );
  });

  it("API shows whole addresses", async () => {
    const page = await openTab("API", width);
    await page.getByText("/api/generate").last().waitFor();
    if (width > 400) expect(await cutAmong(page.locator(".api-tab td.cut:has(code)"))).toEqual([]);
    expect(await cutAmong(page.locator(".api-tab th"))).toEqual([]);
  });
});

it("a heading stays in one line, however long the note beside it is", async () => {
  const page = await openTab("Downloads", 543, "models=12");
  const heading = page.getByRole("heading", { name: "What this machine can run" });
  expect((await heading.boundingBox())?.height).toBe(20);
});

it.each([1240, 1042, 700])("a thinking model moves nothing in Try It at %d pixels", async (width) => {
  const page = await openTab("Models", width);
  const choose = (model: string): Promise<void> => page.locator(".row", { hasText: model }).first().click();
  const ask = page.locator(".try .ask");
  const options = page.locator(".try .options select");
  await choose("llama3.2:3b");
  await page.locator(".detail").getByRole("button", { name: "Try It" }).click();
  await expect.poll(() => options.count()).toBe(3);
  const before = await ask.boundingBox();
  await choose("qwen3:14b");
  await expect.poll(() => options.count()).toBe(4);
  expect(await ask.boundingBox()).toEqual(before);
});

async function openTryIt(width: number): Promise<Page> {
  const page = await openTab("Models", width);
  await page.locator(".row", { hasText: "qwen3:14b" }).first().click();
  await page.locator(".detail").getByRole("button", { name: "Try It" }).click();
  return page;
}

it.each([1042, 924])(
  "what a prompt is asked with is in one row with the button, at %d pixels",
  async (width) => {
    const page = await openTryIt(width);
    const controls = page.locator(".try .options select, .try .ask");
    await expect.poll(() => controls.count()).toBe(5);
    const tops = await controls.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
  },
);

it.each([1042, 930, 924, 900, 870])(
  "the choices of Try It are in one row, and not cut, at %d pixels",
  async (width) => {
    const page = await openTryIt(width);
    const options = page.locator(".try .options select");
    await expect.poll(() => options.count()).toBe(4);
    const { rows, cut } = await options.evaluateAll((all) => {
      const shown = all.map((select) => select.getBoundingClientRect());
      for (const select of all) {
        select.replaceChildren(...select.querySelectorAll("option:checked"));
        select.style.cssText = "flex: none; max-width: none; min-width: 0";
      }
      const widthAt = (index: number): number => shown[index]?.width ?? 0;
      return {
        rows: new Set(shown.map(({ top }) => top)).size,
        cut: all
          .filter((select, index) => select.getBoundingClientRect().width > widthAt(index) + 0.1)
          .map((select) => select.textContent),
      };
    });
    expect({ rows, cut }).toEqual({ rows: 1, cut: [] });
  },
);

it.each([1240, 900, 543])("a chip that comes moves no model at %d pixels, however wide", async (width) => {
  const page = await openTab("Models", width);
  const row = page.locator(".row").first();
  const before = await row.boundingBox();
  const chips = page.getByRole("group", { name: "Which models" });
  await chips.evaluate((group) => {
    const more = ["Fits 120", "Updates 120", "Updates 120", "Updates 120"].map((text) => {
      const chip = document.createElement("button");
      chip.textContent = text;
      return chip;
    });
    group.append(...more);
  });
  expect(await row.boundingBox()).toEqual(before);
  await chips.getByRole("button").last().focus();
  const { x = 0, width: chipWidth = 0 } = (await chips.getByRole("button").last().boundingBox()) ?? {};
  const { x: left = 0, width: room = 0 } = (await chips.boundingBox()) ?? {};
  expect(x + chipWidth).toBeLessThanOrEqual(left + room);
});

it.each(["API", "Downloads"])("no note beside a heading is cut at 543 pixels: %s", async (tab) => {
  const page = await openTab(tab, 543);
  const notes = page.locator(".section-head small");
  await notes.nth(1).waitFor();
  expect(await cutAmong(notes)).toEqual([]);
});
