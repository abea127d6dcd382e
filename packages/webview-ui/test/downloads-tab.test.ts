import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { focusedLabel, openDownloads, previewPages, type PageOptions } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

async function open(...options: PageOptions): Promise<void> {
  page = await openDownloads(openPage, ...options);
}

const rows = () => page.locator(".download");
const names = (): Promise<readonly string[]> => rows().locator("b").allInnerTexts();
const button = (name: string) => page.locator(".queue").getByRole("button", { name, exact: true });
const focused = () => focusedLabel(page);
const stages = (): Promise<readonly (string | undefined)[]> =>
  page
    .locator(".queue [data-stage]")
    .evaluateAll((icons) => icons.map((icon) => (icon instanceof HTMLElement ? icon.dataset["stage"] : "")));

describe("a download", () => {
  it("first says how much is done, and goes on, pauses and ends by its buttons", async () => {
    await open();
    const bar = page.getByRole("progressbar");
    await expect.poll(() => bar.getAttribute("aria-valuenow")).toBe("41");
    await expect.poll(() => rows().locator("small").innerText()).toMatch(/^41% · .* · 3\.4 of 8\.1 GB/);
    await button("Pause").click();
    await expect.poll(() => rows().locator("small").innerText()).toBe("41% · paused · 3.4 of 8.1 GB");
    await button("Resume").click();
    await button("Pause").waitFor();
    expect(await bar.getAttribute("aria-valuenow")).toBe("41");
    await button("Cancel").click();
    await page.mouse.move(5, 5);
    await expect.poll(() => page.locator(".finished summary").innerText()).toContain("1 cancelled");
    expect(await page.locator(".finished").getAttribute("open")).toBeNull();
  });

  it("keeps the height of its row, and its icon says its state", async () => {
    await open("queued=2");
    await expect.poll(stages).toEqual(["pulling", "queued", "queued"]);
    const heights = (): Promise<readonly number[]> =>
      rows().evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
    expect(await heights()).toEqual([72, 72, 72]);
    await rows().nth(0).getByRole("button", { name: "Pause" }).click();
    await expect.poll(stages).toContain("paused");
    expect(await heights()).toEqual([72, 72, 72]);
  });

  it("keeps the focus when another button takes the place of the one that was pressed", async () => {
    await open();
    await button("Pause").focus();
    await page.keyboard.press("Enter");
    await button("Resume").waitFor();
    expect(await focused()).toBe("Resume");
    await page.keyboard.press("Enter");
    await button("Pause").waitFor();
    expect(await focused()).toBe("Pause");
  });

  it.each(["no-preference", "reduce"] as const)(
    "treats a double click on Cancel as one click, with reduced motion: %s",
    async (reducedMotion) => {
      await open();
      await page.emulateMedia({ reducedMotion });
      await button("Cancel").hover();
      await page.mouse.down();
      await page.mouse.up();
      // Another button is now in the place of Cancel, and the second click hits it.
      await button("Clear").waitFor();
      await page.mouse.down();
      await page.mouse.up();
      await page.waitForFunction(() => document.getAnimations().length === 0);
      expect(await rows().count()).toBe(1);
      await page.mouse.down();
      await page.mouse.up();
      await expect.poll(() => rows().count()).toBe(0);
    },
  );
});

describe("the queue", () => {
  it("stays in place while the pointer is on it, so that a second click cancels no other", async () => {
    await open("queued=2");
    await expect.poll(names).toEqual(["gemma4:12b", "queued-1", "queued-2"]);
    await rows().nth(0).getByRole("button", { name: "Cancel" }).click();
    await expect.poll(stages).toContain("cancelled");
    expect(await names()).toEqual(["gemma4:12b", "queued-1", "queued-2"]);
    await page.mouse.move(5, 5);
    await expect.poll(() => page.locator(".finished").count()).toBe(1);
    await expect
      .poll(() => page.locator(".queue > div .download b").allInnerTexts())
      .toEqual(["queued-1", "queued-2"]);
  });

  it("is reordered by Alt and the arrow keys, and the focus goes with the row", async () => {
    await open("queued=3");
    await expect.poll(() => rows().count()).toBe(4);
    await rows().nth(0).focus();
    await page.keyboard.press("End");
    expect(await focused()).toContain("queued-3");
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(names).toEqual(["gemma4:12b", "queued-1", "queued-3", "queued-2"]);
    expect(await focused()).toContain("queued-3");
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(names).toEqual(["gemma4:12b", "queued-3", "queued-1", "queued-2"]);
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(names).toEqual(["gemma4:12b", "queued-1", "queued-3", "queued-2"]);
    expect(await focused()).toContain("queued-3");
  });

  it("is reordered by dragging", async () => {
    await open("queued=3");
    await expect.poll(() => rows().count()).toBe(4);
    await rows()
      .nth(3)
      .dragTo(rows().nth(1), { targetPosition: { x: 40, y: 6 } });
    await page.mouse.move(5, 5);
    await expect.poll(names).toEqual(["gemma4:12b", "queued-3", "queued-1", "queued-2"]);
    await rows()
      .nth(1)
      .dragTo(rows().nth(3), { targetPosition: { x: 40, y: 66 } });
    await page.mouse.move(5, 5);
    await expect.poll(names).toEqual(["gemma4:12b", "queued-1", "queued-2", "queued-3"]);
  });

  it("gives the focus to the next row when one goes", async () => {
    await open("queued=2");
    await expect.poll(() => rows().count()).toBe(3);
    await rows().nth(0).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Delete");
    await expect.poll(() => page.locator(".finished").count()).toBe(1);
    await expect.poll(focused).toContain("queued-2");
  });

  it("says why an action was refused after a dialog, though the view has changed meanwhile, and only once", async () => {
    await open("dialogs");
    const refusal = page.getByRole("alert").getByText("The preview cannot do");
    await button("Pause All Downloads").click();
    await button("Pause").click();
    await button("Resume All Downloads").waitFor();
    await page.evaluate(() => dispatchEvent(new Event("scene-answered")));
    await refusal.waitFor({ timeout: 5_000 });
    await button("Resume").click();
    await refusal.waitFor({ state: "detached", timeout: 5_000 });
    await button("Pause").click();
    await button("Resume All Downloads").waitFor();
    expect(await refusal.count()).toBe(0);
  });

  it("says why it was not reordered, by a key or by dragging, and why nothing was cleared", async () => {
    await open("queued=3&refuse=download.move-up&refuse=download.move&refuse=download.clear-all");
    const refusal = page.getByRole("alert").getByText("Refused");
    await expect.poll(() => rows().count()).toBe(4);
    await rows().nth(3).press("Alt+ArrowUp");
    await refusal.waitFor();
    await rows().nth(0).getByRole("button", { name: "Cancel" }).click();
    await page.mouse.move(5, 5);
    await page.locator(".finished summary").click();
    await refusal.waitFor({ state: "detached", timeout: 5_000 });
    await rows()
      .nth(2)
      .dragTo(rows().nth(0), { targetPosition: { x: 40, y: 6 } });
    await page.locator(".queue > div").getByRole("alert").getByText("Refused").waitFor();
    await button("Clear All").click();
    await page.locator(".finished").getByRole("alert").getByText("Refused").waitFor();
  });

  it("has one stop of the Tab key, and the buttons of its row after it", async () => {
    await open("queued=2");
    await expect.poll(() => rows().count()).toBe(3);
    await rows().nth(0).focus();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Pause");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Cancel");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).toContain("gemma4");
  });

  it("folds what has finished, and clears all of it", async () => {
    await open("queued=1");
    await rows().nth(0).getByRole("button", { name: "Cancel" }).click();
    await page.mouse.move(5, 5);
    const fold = page.locator(".finished summary");
    await expect.poll(() => fold.innerText()).toContain("Finished (1)");
    await fold.focus();
    await page.keyboard.press("Enter");
    await button("Clear All").click();
    await expect.poll(() => page.locator(".finished").count()).toBe(0);
    expect(await names()).toEqual(["queued-1"]);
  });

  it("includes a paused download in the count at its tab", async () => {
    await open();
    await button("Pause").click();
    await expect.poll(stages).toEqual(["paused"]);
    expect(await page.getByRole("tab", { name: "Downloads" }).innerText()).toMatch(/1$/);
  });
});

it.each([1240, 900, 543, 340])(
  "fits into %d pixels, and only what is below the tabs scrolls",
  async (width) => {
    await open("queued=2", { width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
    const panel = page.locator(".panel");
    expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  },
);

it.each([
  [1240, false],
  [900, true],
  [543, true],
] as const)(
  "tells of the queue below the field where the list is out of sight (%d px)",
  async (width, isShown) => {
    await open("queued=2", { width, height: 700 });
    const line = page.locator(".queue-line");
    expect(await line.isVisible()).toBe(isShown);
    if (!isShown) return;
    await expect.poll(() => line.innerText()).toMatch(/3 in the queue\s+gemma4:12b · 41%/);
    await line.getByRole("button", { name: "3 in the queue" }).press("Enter");
    expect(await focused()).toContain("gemma4:12b, 41%");
  },
);

it.each([2, 20])("has the queue in view while the list is scrolled (%d queued)", async (queued) => {
  await open(`queued=${queued}`, { width: 1240, height: 560 });
  await expect.poll(() => rows().count()).toBe(queued + 1);
  const head = page.getByRole("heading", { name: "Now" });
  const before = await head.boundingBox();
  await page.locator(".find-row").last().scrollIntoViewIfNeeded();
  expect(await page.locator(".panel").evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  expect(await head.boundingBox()).toEqual(before);
  await rows().nth(0).focus();
  await page.keyboard.press("End");
  const last = await rows().last().boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(560);
});

it("moves nothing that can be had, and no tab, when the last download ends", async () => {
  await open("", { width: 900, height: 800 });
  const places = (): Promise<readonly number[]> =>
    page.locator(".find").evaluate((find) => {
      const fromField = (row: Element): number =>
        row.getBoundingClientRect().top - find.getBoundingClientRect().top;
      return [
        ...[...find.querySelectorAll(".find-row")].slice(0, 1).map(fromField),
        ...[...document.querySelectorAll(".tab")].map((tab) => tab.getBoundingClientRect().left),
      ];
    });
  const before = await places();
  await button("Cancel").click();
  await expect.poll(() => page.locator(".queue-line").innerText()).toBe("The queue is empty.");
  expect(await page.getByRole("tab", { name: "Downloads" }).innerText()).toMatch(/0$/);
  expect(await places()).toEqual(before);
});
