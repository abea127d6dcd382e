import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** Opens the Service tab; all that it shows was told by the log of the preview (`preview/scene-log.ts`). */
async function open(query = "", viewport?: { width: number; height: number }): Promise<void> {
  page = await openPage(`page=dashboard&${query}`, viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Service" }).click();
  await page.getByRole("heading", { name: "Who runs it" }).waitFor();
}

it("shows who runs Ollama, and copies its paths", async () => {
  await open();
  const folder = page.locator(".pairs tr", { hasText: "Models folder" });
  await expect.poll(() => folder.innerText()).toContain("/data/ollama/models");
  await folder.getByRole("button", { name: "Copy" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("/data/ollama/models");
});

it("shows what differs from the defaults, and every variable on request", async () => {
  await open();
  const names = (): Promise<readonly string[]> => page.locator(".settings th").allInnerTexts();
  await expect.poll(names).toContain("OLLAMA_KEEP_ALIVE");
  expect(await names()).not.toContain("OLLAMA_NUM_PARALLEL");
  await page.getByRole("button", { name: "Show All 9" }).click();
  await expect.poll(names).toContain("OLLAMA_NUM_PARALLEL");
  await page.getByRole("button", { name: "Show Fewer" }).click();
  await expect.poll(names).not.toContain("OLLAMA_NUM_PARALLEL");
});

it("copies by icons that say so, and aligns the columns of the log", async () => {
  await open();
  const copy = page.locator(".pairs tr", { hasText: "Models folder" }).locator(".copy");
  await expect.poll(() => copy.getAttribute("aria-label")).toBe("Copy /data/ollama/models");
  expect(await copy.innerText()).toBe("");
  await copy.click();
  await expect.poll(() => copy.getAttribute("aria-label")).toBe("Copied /data/ollama/models");
  const starts = await page
    .locator(".log-lines > div:has(.time) .said")
    .evaluateAll((all) => all.map((one) => Math.round(one.getClientRects()[0]?.left ?? 0)));
  expect(starts.length).toBeGreaterThan(1);
  expect(new Set(starts).size).toBe(1);
});

it("warns of an address beyond loopback in its row, in the strip, and in a section of its own", async () => {
  await open();
  await page.getByRole("heading", { name: "Open to the network" }).waitFor();
  const section = page.locator(".exposure");
  await expect.poll(() => section.innerText()).toContain("at [::]:11434, without a password.");
  await expect.poll(() => section.innerText()).toContain("192.168.1.23 (1 request)");
  expect(await page.locator(".service").innerText()).toContain("open to the network");
});

it("shows the devices, and why a part of a model is on the CPU, with the line that says so", async () => {
  await open();
  const devices = page.locator(".devices tbody tr");
  await expect.poll(() => devices.allInnerTexts()).toHaveLength(2);
  expect(await devices.first().getByRole("progressbar").getAttribute("aria-valuenow")).toBe("7");
  expect(await page.locator(".loads small").innerText()).toMatch(/GPU\u00a0· 9\.7 GB on CUDA0/);
  const findings = page.locator(".findings li");
  expect(await findings.locator("p").allInnerTexts()).toEqual([
    "AMD Radeon 780M is not used.",
    "6 of 33 layers of a model are on the CPU.",
  ]);
  expect(await findings.last().locator("code").innerText()).toBe(
    "load_tensors: offloaded 27/33 layers to GPU",
  );
  await findings.first().getByRole("button", { name: "Show How to Change It…" }).waitFor();
  await findings.last().getByRole("button", { name: "Show Models" }).click();
  await page.getByRole("tab", { name: "Models", selected: true }).waitFor();
});

it("shows the end of the log, which can be read and copied with the keyboard", async () => {
  await open();
  const log = page.getByRole("log");
  await log.waitFor();
  const isAtEnd = (): Promise<boolean> =>
    log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 8);
  await expect.poll(isAtEnd).toBe(true);
  const tops = await log.evaluate((box) =>
    [box, ...box.children].map((one) => Math.round(one.getBoundingClientRect().top)),
  );
  expect(tops.slice(1), "it begins with a whole entry").toContain(tops[0]);
  await log.focus();
  await page.keyboard.press("Home");
  await expect.poll(isAtEnd).toBe(false);
  await page.getByRole("button", { name: "Copy Log" }).focus();
  await page.keyboard.press("Enter");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toHaveLength(await log.locator("> div").count());
  expect(copied).toContain("ERROR model requires more system memory");
});

it("names the last error above the log", async () => {
  await open();
  await expect.poll(() => page.locator(".last-error").innerText()).toContain("requires more system memory");
});

it("colours the levels", async () => {
  await open();
  const colourOf = (text: string): Promise<string> =>
    page
      .locator(".log-lines b", { hasText: text })
      .first()
      .evaluate((level) => getComputedStyle(level).color);
  await page.locator(".log-lines b").first().waitFor();
  const colours = await Promise.all(["INFO", "WARN", "ERROR"].map(colourOf));
  expect(new Set(colours).size).toBe(3);
});

it("has the text of all lines of the log below each other", async () => {
  await open();
  const said = page.getByRole("log").locator(".said");
  await said.filter({ hasText: "load_tensors" }).first().waitFor();
  const lefts = await said.evaluateAll((all) =>
    all.map((one) => Math.round(one.getClientRects()[0]?.left ?? 0)),
  );
  expect(new Set(lefts).size).toBe(1);
});

it("says why there is no log", async () => {
  await open("log=none");
  await expect
    .poll(() => page.locator(".section", { has: page.getByRole("heading", { name: "Log" }) }).innerText())
    .toContain("No line of Ollama's log was found yet");
});

it.each([1288, 900, 543])("fits into %d pixels", async (width) => {
  await open("", { width, height: 900 });
  await page.getByRole("log").waitFor();
  const panel = page.locator(".panel");
  expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

it("says that a newer Ollama is out once that is known, in the strip and at the version, and moves nothing", async () => {
  const bottoms = async (): Promise<readonly number[]> => {
    await page.locator(".pairs tr").nth(5).waitFor(); // two of them are read from the log
    return page
      .locator(".service, .pairs tr")
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().bottom)));
  };
  await open();
  const before = await bottoms();
  expect(await page.getByText("is out").count()).toBe(0);
  await open("release=0.40.12");
  expect(await bottoms()).toEqual(before);
  await page.locator(".service").getByRole("button", { name: "0.40.12 is out" }).waitFor();
  const row = page.locator(".pairs tr", { hasText: "Version" });
  expect(await row.innerText()).toContain("0.33.0");
  await row.getByRole("button", { name: "0.40.12 is out" }).waitFor();
});

it("says it in both places also where there is little room", async () => {
  await open("release=0.40.12", { width: 543, height: 900 });
  const links = page.getByRole("button", { name: "0.40.12 is out" });
  await links.first().waitFor();
  expect(await links.count()).toBe(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(543);
});
