import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { previewPages, stopClock } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** Opens the inspector on a history of 6,000 events. */
async function open(query = "history=long"): Promise<void> {
  page = await openPage(`page=inspector&${query}`);
  if (query === "history=long") await page.getByText(/^All 6,0/).waitFor();
}

const list = () => page.getByRole("listbox");
const rows = () => list().getByRole("option");
const chosen = () => page.locator("[role=option][aria-selected=true]");
const title = () => page.locator(".event-detail h2").first();
const past = () => page.locator("footer [role=status]");
const hasFocus = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => element === document.activeElement);
/** Each of these is asked of the host, so the next one waits for it. */
async function press(key: string): Promise<void> {
  const before = await page.locator(".situation").innerText();
  await page.keyboard.press(key);
  await expect.poll(() => page.locator(".situation").innerText()).not.toBe(before);
}

const isInView = async (button: Locator): Promise<boolean> => {
  const box = await button.boundingBox();
  return box !== null && box.x >= 0 && box.x + box.width <= (page.viewportSize()?.width ?? 0);
};

/** Whether all of a row is in what a box shows. */
async function isSeenIn(box: Locator, row: Locator): Promise<boolean> {
  const [around, inside] = [await box.boundingBox(), await row.boundingBox()];
  if (around === null || inside === null) return false;
  return inside.y >= around.y && inside.y + inside.height <= around.y + around.height;
}

describe("the list of events", () => {
  it("follows its end, is scrolled to any part, and has only the rows that are seen in the page", async () => {
    await open();
    await expect.poll(() => rows().last().innerText()).toMatch(/^60\d\d\n.*\nOllama is stopped/);
    expect(await rows().count()).toBeLessThan(100);
    // Of three at once, the last may be of the next minute, which is another row.
    expect(await rows().allInnerTexts()).toContainEqual(expect.stringMatching(/× [23]/));
    await list().evaluate((box) => (box.scrollTop = box.scrollHeight / 2));
    await expect.poll(() => rows().nth(20).innerText()).toMatch(/^(29|30)\d\d/);
    // The minute of the first row that is seen.
    expect(await list().locator(".head").innerText()).toMatch(/\d\d:\d\d$/);
    await list().evaluate((box) => (box.scrollTop = 0));
    await expect.poll(() => rows().first().innerText()).toMatch(/^1\n/);
    const first = await list().locator(".head").innerText();
    await list().evaluate((box) => (box.scrollTop = 40 * 24));
    await expect.poll(() => list().locator(".head").innerText()).not.toBe(first);
    await page.getByRole("button", { name: "Newest" }).click();
    await expect.poll(() => rows().last().innerText()).toMatch(/^60\d\d/);
  });

  it("keeps a chosen event in sight when a filter makes the list shorter", async () => {
    await open();
    await list().evaluate((box) => (box.scrollTop = box.scrollHeight / 2));
    await expect.poll(() => rows().nth(20).innerText()).toMatch(/^(29|30)\d\d/);
    await rows().filter({ hasText: "Ollama is running" }).nth(1).click();
    await expect.poll(() => isSeenIn(list(), chosen())).toBe(true);
    await page.getByRole("button", { name: "Service", exact: true }).click();
    await expect.poll(() => rows().filter({ hasText: "Download" }).count()).toBe(0);
    await expect.poll(() => isSeenIn(list(), chosen())).toBe(true);
  });

  it("is scrolled far away from a chosen event, and stays there", async () => {
    await open();
    await rows().last().click();
    await expect.poll(() => title().innerText()).toBe("Ollama is stopped");
    const scrolledTo = await list().evaluate((box) => (box.scrollTop = Math.round(box.scrollHeight / 2)));
    await expect.poll(() => rows().nth(20).innerText()).toMatch(/^(29|30)\d\d/);
    expect(await list().evaluate((box) => box.scrollTop)).toBe(scrolledTo);
  });

  it("is filtered by kind, by model and by words, with chips that stay where they are", async () => {
    await open();
    const chips = page.getByRole("group", { name: "Kinds of events" }).getByRole("button");
    const before = await chips.allInnerTexts();
    await page.getByRole("button", { name: "Downloads" }).click();
    await expect.poll(() => rows().allInnerTexts()).not.toContainEqual(expect.stringContaining("Ollama is"));
    await page.getByRole("textbox", { name: "Search events, models, words" }).fill("GPT-OSS failed");
    await expect.poll(() => rows().first().innerText()).toContain("Download failed: gpt-oss:20b");
    expect((await chips.allInnerTexts()).slice(1)).toEqual(before.slice(1));
    await page.getByRole("combobox", { name: "Model" }).selectOption("gpt-oss:20b");
    await page.getByRole("textbox").fill("nothing like this");
    await page.getByText("No event matches.").waitFor();
    await page.getByRole("textbox").press("Escape");
    await expect.poll(() => rows().count()).toBeGreaterThan(5);
  });

  it("is walked through with the keyboard, and keeps the focus", async () => {
    await open();
    await list().focus();
    await press("End");
    await expect.poll(() => title().innerText()).toBe("Ollama is stopped");
    await press("ArrowUp");
    await expect.poll(() => title().innerText()).toBe("Stop requested");
    await press("Home");
    await expect.poll(() => chosen().innerText()).toMatch(/^1\n/);
    expect(await list().getAttribute("aria-activedescendant")).toBe(await chosen().getAttribute("id"));
    await press("Escape");
    await page.getByRole("heading", { name: "Now", exact: true }).waitFor();
    expect(await hasFocus(list())).toBe(true);
  });
});

describe("the inspector", () => {
  it("shows what an event changed, the state then, and that this is the past, until one goes back to now", async () => {
    await open();
    await rows().filter({ hasText: "Ollama is running" }).last().click();
    await expect.poll(() => page.locator(".changes").innerText()).toContain('situation.kind: "running"');
    expect(await page.locator(".changes .removed").first().innerText()).toContain(
      'situation.kind: "starting"',
    );
    await expect
      .poll(() => page.locator(".state-tree .changed").allInnerTexts())
      .toContainEqual('kind: "running"');
    expect(await past().innerText()).toMatch(/^\s*This is the state at .*Paddock keeps running\.$/);
    await page.setViewportSize({ width: 543, height: 900 });
    await page.locator("main.covered").waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await page.locator("main").waitFor();
    for (const width of [543, 900, 1240]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
    }
    await page.getByRole("tab", { name: "The event as JSON" }).click();
    await expect.poll(() => page.getByRole("tabpanel").innerText()).toContain('"type": "service.running"');
    await page.getByRole("tab", { name: "Requests around it" }).click();
    await page.getByText("This window made no request within two seconds of it").waitFor();
    await page.getByText("Back to Now").click();
    await page.getByRole("heading", { name: "Now", exact: true }).waitFor();
    expect(await past().innerText()).toBe("");
    await page.getByRole("slider", { name: "The whole history, by time" }).focus();
    await press("Home");
    await expect.poll(() => chosen().innerText()).toMatch(/^1\n/);
    await press("End");
    await page.getByRole("heading", { name: "Now", exact: true }).waitFor();
  });

  describe("that plays the events", () => {
    const playing = () => page.getByRole("button", { name: "Pause" });
    const still = () => page.getByRole("button", { name: "Play the Events" });
    const seq = async () => (await chosen().locator(".number").allInnerTexts())[0];
    /** Lets time pass, less at once than a step takes, until something is so. */
    const passUntil = (isSo: () => Promise<boolean>) =>
      expect
        .poll(async () => {
          await page.clock.runFor(500);
          return isSo();
        })
        .toBe(true);

    async function openStopped(query: string): Promise<readonly string[]> {
      await open(query);
      await stopClock(page);
      return rows().locator(".number:first-child").allInnerTexts();
    }

    it("goes from one to the next, until it is paused or at the end", async () => {
      const listed = await openStopped("history=own");
      await still().click();
      const seen = new Set<string | undefined>();
      await passUntil(async () => seen.add(await seq()).has(listed[3]));
      expect([...seen].filter(Boolean)).toEqual(listed.slice(0, 4));
      await playing().click();
      await page.clock.runFor(10_000);
      expect(await seq()).toBe(listed[3]);
      await rows().nth(-2).click();
      await expect.poll(seq).toBe(listed.at(-2));
      await still().click();
      await passUntil(async () => (await seq()) === listed.at(-1));
      await still().click();
      await passUntil(async () => (await seq()) === listed[1]);
      await page.getByText("Back to Now").click();
      await still().waitFor();
      await page.clock.runFor(10_000);
      expect(await chosen().count()).toBe(0);
    });

    it("goes on from an event that is chosen meanwhile, and ends where it was at the beginning", async () => {
      const listed = await openStopped("history=own");
      await still().click();
      await expect.poll(seq).toBe(listed[0]);
      await page.getByText("Back to Now").click();
      await still().waitFor();
      await still().click();
      await passUntil(async () => (await seq()) === listed[3]);
      await page.getByRole("button", { name: "The event before" }).click();
      await expect.poll(seq).toBe(listed[2]);
      await passUntil(async () => (await seq()) === listed[4]);
    });

    it("does not where there is only one", async () => {
      await open("history=own");
      await page.getByRole("textbox").fill("service.running");
      await expect.poll(() => rows().count()).toBe(1);
      expect(await still().isDisabled()).toBe(true);
      await page.getByRole("textbox").fill("service");
      await expect.poll(() => still().isDisabled()).toBe(false);
    });

    it("says that it does not, where a step leads nowhere", async () => {
      await openStopped("history=stuck");
      await still().click();
      await playing().waitFor();
      await passUntil(() => still().isVisible());
    });
  });

  it("gives the place of the list to an event in a narrow window, and leads back to it", async () => {
    await open();
    await page.setViewportSize({ width: 543, height: 900 });
    const details = page.locator(".event-detail");
    const back = page.getByRole("button", { name: "All events" });
    await rows().filter({ hasText: "Ollama is running" }).last().click();
    await expect.poll(() => list().isVisible()).toBe(false);
    await expect.poll(() => hasFocus(back)).toBe(true);
    for (let steps = 0; steps < 30; steps++) {
      const before = await page.locator(".situation").innerText();
      await page.getByRole("button", { name: "The event before" }).click();
      await expect.poll(() => page.locator(".situation").innerText()).not.toBe(before);
    }
    const walkedTo = await title().innerText();
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(list())).toBe(true);
    expect(await details.isVisible()).toBe(false);
    expect(await chosen().innerText()).toContain(walkedTo);
    expect(await isSeenIn(list(), chosen())).toBe(true);
    await press("ArrowUp");
    expect(await list().isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    await expect.poll(() => list().isVisible()).toBe(false);
    await page.getByText("Back to Now").click();
    await page.getByRole("heading", { name: "Now", exact: true }).waitFor();
    await expect.poll(() => hasFocus(back)).toBe(true);
    await back.click();
    await expect.poll(() => hasFocus(list())).toBe(true);
    await page.getByRole("button", { name: "Now", exact: true }).click();
    await page.getByRole("heading", { name: "Now", exact: true }).waitFor();
  });

  it("keeps what has the focus where the window becomes narrow", async () => {
    await open();
    await rows().filter({ hasText: "Ollama is running" }).last().click();
    await page.getByRole("heading", { name: "Ollama is running" }).waitFor();
    await page.setViewportSize({ width: 543, height: 900 });
    await expect.poll(() => page.locator(".event-detail").isVisible()).toBe(false);
    expect(await hasFocus(list())).toBe(true);
    await press("Escape");
    await page.setViewportSize({ width: 1100, height: 900 });
    await page.locator("main:not(.covered)").waitFor();
    await page.getByRole("tab", { name: "Requests" }).focus();
    await page.setViewportSize({ width: 543, height: 900 });
    await expect.poll(() => list().isVisible()).toBe(false);
    expect(await page.locator(".event-detail :focus").count()).toBe(1);
  });

  it("shows machines as nested boxes with the present state, requests by host, and the state as a tree", async () => {
    await open("history=own");
    const now = page.locator(".machine-chart [aria-current=step]");
    await expect.poll(() => now.allInnerTexts()).toContainEqual("owned");
    expect(await now.first().innerText()).toMatch(/^resting/);
    await expect
      .poll(() => page.locator(".moves").textContent())
      .toContain("working.waiting → resting.recognising");
    await page.getByText("● It is here · ○ It was here before").waitFor();
    expect(await page.getByTitle(/^It was here before/).allInnerTexts()).toContainEqual("waiting");
    await page.getByRole("combobox", { name: "Machine" }).selectOption({ label: "download · gemma4:12b" });
    await expect.poll(() => now.innerText()).toBe("pulling");
    expect(await page.locator(".next").textContent()).toContain("→ ");
    const first = page.locator(".state-tree summary").first();
    await first.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.locator(":focus").innerText()).toMatch(/^http:/);
    await page.keyboard.press("Home");
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole("tab", { name: "Requests" }).click();
    const tables = page.locator(".made-requests table");
    expect(await tables.first().innerText()).toMatch(/localhost:11434\s+2\s+4/);
    await expect.poll(() => tables.last().innerText()).toMatch(/GET \/api\/ps\s+what is loaded\s+500/);
  });

  it("keeps hostile texts as texts", async () => {
    await open("history=hostile");
    await rows().filter({ hasText: "Ollama is running" }).click();
    await expect.poll(() => page.locator(".event-detail").innerText()).toContain("<img src=x");
    await page.getByRole("tab", { name: "JSON" }).click();
    expect(await page.locator(".inspector img, .inspector script").count()).toBe(0);
    expect(await page.title()).not.toBe("broken");
  });

  it("shows a report clearly marked, exports it, and closes it", async () => {
    await open("history=report");
    await expect.poll(() => page.locator(".report").innerText()).toMatch(/^Report of .*, another machine$/);
    await page.getByText("A report has no state machines").waitFor();
    await page.setViewportSize({ width: 543, height: 800 });
    for (const name of ["Close Report", "Report", "Export…", "Back to Now"])
      await expect.poll(() => isInView(page.getByRole("button", { name, exact: true }))).toBe(true);
    await page.setViewportSize({ width: 1100, height: 800 });
    await page.getByRole("button", { name: "Export…" }).click();
    await page.getByRole("menuitem", { name: "All events" }).click();
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/write 60\d\d events/);
    await page.getByText("Close Report").click();
    await expect.poll(() => page.locator(".report").count()).toBe(0);
    await page.locator(".machine-chart").waitFor();
  });

  it("says why nothing is shown", async () => {
    await open("history=broken");
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/history/i);
  });
});
