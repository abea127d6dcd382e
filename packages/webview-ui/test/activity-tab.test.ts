import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** Opens the Activity tab of an Ollama that was asked something every 20 s. */
async function open(query = "log=busy", viewport?: { width: number; height: number }): Promise<void> {
  page = await openPage(`page=dashboard&${query}`, viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Activity" }).click();
  await page.getByRole("heading", { name: "Memory now" }).waitFor();
}

const list = () => page.getByRole("grid");
const first = () => list().getByRole("row").first();
const line = () => list().locator(".line");
const access = (path: string): string =>
  `[GIN] 2026/11/28 - 23:59:59 | 200 | 1.5s | 192.168.1.77 | POST "${path}"`;
const write = (...lines: readonly string[]): Promise<unknown> =>
  page.evaluate((text) => dispatchEvent(new CustomEvent("scene-log", { detail: text })), lines.join("\n"));

it("shows who has asked for what, the last one first, with same ones as one row", async () => {
  await open();
  await expect.poll(() => first().innerText()).toMatch(/1 min 30 sec/);
  const folded = list().getByRole("row", { name: "/v1/embeddings" }).first();
  expect(await folded.innerText()).toMatch(/× 3\n[^]*36–61 ms/);
  expect(await page.locator(".rate").getAttribute("aria-label")).toContain("at most 3");
});

it("keeps a hostile path as text", async () => {
  await open();
  const hostile = list().getByRole("row", { name: "<img" }).first();
  await hostile.waitFor();
  expect(await page.locator(".requests img").count()).toBe(0);
  expect(await page.title()).not.toBe("broken");
});

it("is filtered by text and by kind", async () => {
  await open();
  await page.getByRole("textbox", { name: "Filter: path" }).fill("192.168.1.40 404");
  await expect.poll(() => first().innerText()).toContain("/api/chat");
  for (const row of await list().getByRole("row").all())
    expect(await row.innerText()).toMatch(/192\.168\.1\.40[^]*404/);
  await page.getByRole("textbox").press("Escape");
  await page.getByRole("button", { name: /^Failed/ }).click();
  await expect.poll(() => list().getByRole("row", { name: "200" }).count()).toBe(0);
});

it("is walked through with the keyboard, and shows below the chosen row its line of the log", async () => {
  await open();
  await list().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => line().locator("code").innerText()).toMatch(/^\[GIN\] .* 503 .*"\/api\/chat"/);
  const bounds = async (part: Locator) => (await part.boundingBox()) ?? expect.fail("is not there");
  const [chosen, raw, next] = await Promise.all(
    [list().getByRole("row").nth(1).locator(".request"), line(), list().getByRole("row").nth(2)].map(bounds),
  );
  expect(raw?.y).toBe((chosen?.y ?? 0) + 24);
  expect(next?.y).toBe((raw?.y ?? 0) + 32);
  await page.keyboard.press("End");
  const active = await list().getAttribute("aria-activedescendant");
  expect(await page.locator(`[id="${active}"]`).getAttribute("aria-rowindex")).toBe(
    await list().getAttribute("aria-rowcount"),
  );
  const [box, last] = await Promise.all([bounds(list()), bounds(line())]);
  expect(last.y + last.height).toBeLessThanOrEqual(box.y + box.height);
  await page.keyboard.press("Home");
  await expect.poll(() => first().getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("Escape");
  await expect.poll(() => line().count()).toBe(0);
});

it("says in a narrow window why the chosen request failed, and shows all of its line", async () => {
  await open("log=busy", { width: 543, height: 1000 });
  await list().getByRole("row", { name: "503" }).first().locator(".request").click();
  await line().getByText("too many were waiting").waitFor();
  expect(await line().locator("code").innerText()).toMatch(/"\/api\/chat"$/);
  expect(await line().evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const after = list().locator("[aria-selected=true] + [role=row]");
  const gap = async () => {
    const [raw, next] = await Promise.all([line().boundingBox(), after.boundingBox()]);
    return (next?.y ?? 0) - (raw?.y ?? 0) - (raw?.height ?? 0);
  };
  await expect.poll(gap).toBe(0);
  expect((await line().boundingBox())?.height).toBeGreaterThan(60);
});

it("stays where it was scrolled to, without a gap, while a long line above wraps anew", async () => {
  await open("log=busy", { width: 1042, height: 1000 });
  const many = Array.from({ length: 100 }, (_, index) => access(`/api/x${index}`));
  await write(...many, access(`/api/${"long".repeat(100)}`), access("/api/newest"));
  await list().getByRole("row", { name: "longlong" }).locator(".request").click();
  await line().waitFor();
  await list().evaluate((box) => box.scrollTo({ top: 600 }));
  await page.setViewportSize({ width: 400, height: 1000 });
  await expect.poll(() => line().evaluate((box) => box.clientHeight)).toBeGreaterThan(240);
  expect(await list().evaluate(({ scrollTop }) => scrollTop)).toBe(600);
  const isFilled = (box: HTMLElement): boolean => {
    const { left, top } = box.getBoundingClientRect();
    return document.elementFromPoint(left + 40, top + 12)?.closest("[role=row]") !== null;
  };
  await expect.poll(() => list().evaluate(isFilled)).toBe(true);
});

it("keeps the line below its row while new requests come in above, and the focus when its link goes", async () => {
  await open();
  await list().focus();
  await page.keyboard.press("Home");
  const text = await line().locator("code").innerText();
  await page.getByRole("tab", { name: "Activity" }).focus();
  await write(access("/api/one"), access("/api/two"));
  await expect.poll(() => first().innerText()).toContain("/api/two");
  expect(await line().locator("code").innerText()).toBe(text);
  expect(await list().getByRole("row", { selected: true }).getAttribute("aria-rowindex")).toBe("3");
  await page.getByRole("button", { name: "Show Log" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => line().locator("code").innerText()).toContain("/api/one");
  expect(await list().evaluate((box) => box === document.activeElement)).toBe(true);
});

it("draws the time of each request as a part of the longest", async () => {
  await open();
  const share = (time: string): Promise<number> =>
    list()
      .getByRole("row", { name: time })
      .first()
      .locator(".time-bar")
      .evaluate((bar) => (bar.firstElementChild?.getBoundingClientRect().width ?? 0) / bar.clientWidth);
  await expect.poll(() => share("1 min 30 sec")).toBe(1);
  expect(await share("32.4 sec")).toBeCloseTo(32.4 / 90, 2);
});

it("lets new lines in only while the person is elsewhere, and says how many wait", async () => {
  await open();
  await list().hover();
  await write(access("/api/one"), access("/api/two"));
  await expect.poll(() => page.locator(".waiting").innerText()).toBe("2 new");
  expect(await first().innerText()).not.toContain("/api/two");
  await page.getByRole("tab", { name: "Activity" }).hover();
  await expect.poll(() => first().innerText()).toContain("/api/two");
  await page.getByRole("button", { name: "Pause" }).click();
  await write(access("/api/three"));
  await expect.poll(() => page.locator(".waiting").innerText()).toBe("1 new");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => first().innerText()).toContain("/api/three");
});

it("has only the rows that are seen in the page, of however many", async () => {
  await open();
  await write(...Array.from({ length: 5_000 }, (_, index) => access(`/api/x${index}`)));
  await expect.poll(() => first().innerText()).toContain("/api/x4999");
  expect(await list().getByRole("row").count()).toBeLessThan(80);
});

it("shows what is in memory, and tells its changes in words", async () => {
  await open();
  await expect.poll(() => page.locator(".memory-rows").innerText()).toContain("10.4 GB");
  await page.locator(".chart canvas").waitFor();
  await expect.poll(() => page.locator(".only-read").textContent()).toContain("qwen3:14b loaded");
});

it("says what to do where the log must not be read", async () => {
  await open("log=denied");
  await expect
    .poll(() => page.locator(".why").innerText())
    .toMatch(/^You do not have permission to read Ollama's log.*“.+”\.$/);
  expect(await page.locator(".why button").count()).toBe(0);
  await page.getByText("Not known without Ollama's log.").waitFor();
  expect(await page.locator(".activity-tab").innerText()).not.toMatch(/a minute now|All 0/);
  expect(await page.locator(".rate, .requests .controls").count()).toBe(0);
});

it("draws no requests where no line of the log is found", async () => {
  await open("log=none");
  await expect.poll(() => page.locator(".why").innerText()).toMatch(/^No line of Ollama's log was found yet/);
  expect(await page.locator(".rate").count()).toBe(0);
});

it.each([1240, 1042])("has the filter and the buttons in one row at %d pixels", async (width) => {
  await open("log=busy", { width, height: 900 });
  await first().waitFor();
  const controls = page.locator(".requests .controls");
  const middles = await controls
    .locator("input, button")
    .evaluateAll((parts) =>
      parts.map((part) => part.getBoundingClientRect()).map(({ y, height }) => y + height / 2),
    );
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(2);
  const exported = await page.getByRole("button", { name: "Export…" }).boundingBox();
  expect((exported?.x ?? 0) + (exported?.width ?? 0)).toBe(width - 24);
});

it.each([1288, 1042, 1000, 900, 700, 543])("fits into %d pixels", async (width) => {
  await open("log=busy", { width, height: 900 });
  await first().waitFor();
  const unit = page.getByText("GB on the GPU");
  expect(await unit.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const panel = page.locator(".panel");
  expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
