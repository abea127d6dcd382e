import { accessibilityProblems, rulesIn } from "@paddock/vscode-harness";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** Opens a model of the preview to be tried; its answers are in `preview/scene-answer.ts`. */
async function open(model: string, query = "", viewport?: { width: number; height: number }): Promise<void> {
  page = await openPage(`page=dashboard&${query}`, viewport);
  await tryIt(model);
}
async function tryIt(model: string): Promise<void> {
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.locator(".list .row", { hasText: model }).first().click();
  await page.getByRole("button", { name: "Try It" }).click();
  await page.getByRole("button", { name: "About" }).waitFor();
}
const ask = async (prompt: string): Promise<void> => {
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.keyboard.press("Control+Enter");
};
const answer = () => page.getByRole("region", { name: "Answer" });
/** How high it all is, which must not change. */
const wholeHeight = (): Promise<number> =>
  page.locator(".try").evaluate((one) => (one instanceof HTMLElement ? one.scrollHeight : 0));
const status = () => page.locator(".answer .status").innerText();

it("streams an answer as plain text into a place that does not move", async () => {
  await open("qwen3:14b");
  const tops = (): Promise<readonly number[]> =>
    page
      .locator(".figures dd, .answer .box, .try .elsewhere")
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  const before = await tops();
  const end = () => page.locator(".prompt .end").boundingBox();
  const endBefore = await end();
  expect(await page.locator(".figures dd").allInnerTexts()).toEqual(["–", "–", "–", "–", "–"]);
  await ask("Why do horses sleep standing up?");
  await expect.poll(() => answer().innerText()).toContain("Horses");
  expect(await tops()).toEqual(before);
  expect(await end()).toEqual(endBefore);
  await expect.poll(status, { timeout: 8_000 }).toContain("Done");
  expect(await answer().innerText()).toContain("<b>For deep sleep</b>");
  expect(await tops()).toEqual(before);
  expect((await page.locator(".figures dd").allInnerTexts())[1]).toBe("61.4 tokens/s");
  await page.getByRole("button", { name: "Request", exact: true }).click();
  expect(await page.getByRole("region", { name: "Request" }).innerText()).toContain("POST /api/chat");
});

it("stops by Esc, and keeps the prompt for the next model", async () => {
  await open("qwen3:14b");
  await ask("Why?");
  const button = page.locator(".ask");
  await expect.poll(() => button.innerText()).toBe("Stop");
  await page.keyboard.press("Escape");
  await expect.poll(status).toContain("Stopped");
  await expect.poll(() => button.innerText()).toBe("Ask");
  await page.locator(".list .row", { hasText: "llama3.2" }).first().click();
  await expect.poll(() => page.getByRole("textbox", { name: "Prompt" }).inputValue()).toBe("Why?");
  expect(await answer().innerText()).toBe("");
});

it("says once why it was not asked, and no longer than that is so", async () => {
  await open("qwen3:14b", "refuse=try.ask");
  const note = page.locator(".try .below").first();
  await ask("Why?");
  await expect.poll(() => note.innerText()).toBe("Refused by the preview.");
  await page.locator(".service").getByText("Stop Ollama Service").click();
  await expect.poll(() => note.innerText()).toBe("Ollama is not running. Start it to ask.");
  await ask("Why?");
  await expect.poll(() => note.innerText()).toBe("Refused by the preview.");
});

it("says why an answer broke off", async () => {
  await open("qwen3:14b");
  await ask("Please fail.");
  await expect.poll(status, { timeout: 8_000 }).toContain("The answer broke off");
  expect(await answer().innerText()).toContain("Horses");
});

it("shows the vector of an embedding model", async () => {
  await open("nomic-embed-text");
  await page.getByRole("textbox", { name: "Text" }).fill("horse");
  await page.keyboard.press("Control+Enter");
  const vector = page.getByRole("region", { name: "Vector" });
  await expect.poll(() => vector.innerText()).toContain("A vector of 768 numbers.");
  await expect.poll(() => page.locator(".figures").innerText()).toMatch(/Numbers\s+768/);
});

it("takes images for a model that sees", async () => {
  await open("gemma3:1b");
  const image = { name: "pony.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a", "hex") };
  await page.locator("input[type=file]").setInputFiles(image);
  await page.getByRole("button", { name: "Remove image pony.png" }).click();
  await expect.poll(() => page.locator(".chip.image").count()).toBe(0);
});

it.each(["dark", "light", "hc", "hc-light"] as const)(
  "has enough contrast and accessible names in the theme %s",
  async (theme) => {
    await open("qwen3:14b", `theme=${theme}`);
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("llama3.2:3b");
    await page.locator(".last-runs summary").click();
    await ask("Why?");
    await expect
      .poll(() => page.locator(".pair .status").allInnerTexts(), { timeout: 8_000 })
      .toEqual(Array.from({ length: 2 }, () => expect.stringContaining("Done") as string));
    expect(await accessibilityProblems(page, { rules: rulesIn(theme) })).toEqual([]);
  },
);

it.each([1240, 900, 543])("fits into %d pixels", async (width) => {
  await open("qwen3:14b", "", { width, height: 900 });
  const tooWide = (): Promise<number> =>
    page.locator(".detail").evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(await tooWide()).toBe(0);
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("gemma3:1b");
  await page.locator(".pair").waitFor();
  await page.locator(".last-runs summary").click();
  expect(await tooWide()).toBe(0);
});

it("draws the last runs, lists them, and clears one", async () => {
  await open("qwen3:14b");
  const chart = page.getByRole("img", { name: "Speed of the last runs" });
  expect(await chart.getAttribute("aria-label")).toContain("The slowest had 22.0 tokens/s");
  await expect.poll(() => chart.locator("canvas").count(), { timeout: 8_000 }).toBe(1);
  await page.locator(".last-runs summary").click();
  const rows = page.locator(".runs tbody tr");
  expect(await rows.count()).toBe(15);
  expect(await rows.nth(9).innerText()).toMatch(/22\.0 tokens\/s.*190 ms/s);
  const second = await rows.nth(1).innerText();
  await rows.first().getByRole("button").press("Enter");
  await expect.poll(() => rows.count()).toBe(14);
  expect(await rows.first().innerText()).toBe(second);
  expect(
    await rows
      .first()
      .getByRole("button")
      .evaluate((one) => one === document.activeElement),
  ).toBe(true);
});

it("says so in the place of a chart that an update of Paddock has removed", async () => {
  page = await openPage("page=dashboard");
  await page.route(/uplot/i, (route) =>
    route.fulfill({ contentType: "text/javascript", body: "throw new Error('gone');" }),
  );
  await tryIt("qwen3:14b");
  const chart = page.locator(".last-runs .chart");
  await expect
    .poll(() => chart.innerText(), { timeout: 8_000 })
    .toContain("Close this panel and open it again");
  expect((await chart.boundingBox())?.height).toBe(112);
});

it("says why a run was not cleared, and leaves the focus where it is when the next run comes", async () => {
  await open("qwen3:14b", "refuse=try.clear");
  await page.locator(".last-runs summary").click();
  const rows = page.locator(".runs tbody tr");
  const first = await rows.first().innerText();
  await rows.first().getByRole("button").press("Enter");
  await page.locator(".last-runs").getByRole("alert").getByText("Refused").waitFor();
  await ask("Why?");
  await expect.poll(() => rows.first().innerText(), { timeout: 8_000 }).not.toBe(first);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Prompt");
});

it("adds each run that has ended to the last ones, and moves nothing", async () => {
  await open("llama3.2");
  const before = await wholeHeight();
  expect(await page.locator(".last-runs").innerText()).toContain("No runs yet");
  await ask("Why?");
  await expect.poll(() => page.locator(".last-runs canvas").count(), { timeout: 8_000 }).toBe(1);
  expect(await wholeHeight()).toBe(before);
});

it("measures a model, says against when, and moves nothing", async () => {
  await open("qwen3:14b");
  const benchmark = page.locator(".benchmark");
  const before = await wholeHeight();
  expect(await benchmark.innerText()).toMatch(/Uses the machine for about \d+ sec/);
  await benchmark.getByRole("button", { name: "Run Benchmark" }).press("Enter");
  await benchmark.getByRole("button", { name: "Stop" }).waitFor();
  await expect.poll(() => benchmark.innerText()).toContain("One request at a time");
  expect(await wholeHeight()).toBe(before);
  await benchmark.getByRole("button", { name: "Run Benchmark" }).waitFor({ timeout: 20_000 });
  expect(await benchmark.locator(".status").innerText()).toMatch(/^[+-]?\d+% against .*Ollama 0\.40\.8/);
  expect(await benchmark.locator("tbody tr").last().innerText()).toMatch(/4 at once\s+[\d.]+ tokens\/s/);
  expect(await wholeHeight()).toBe(before);
});

it("asks two models side by side, each with its own phases, and stops both", async () => {
  await open("qwen3:14b", "", { width: 1240, height: 900 });
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("llama3.2:3b");
  const sides = page.locator(".pair article");
  await expect.poll(() => sides.locator("h4").allInnerTexts()).toEqual(["qwen3:14b", "llama3.2:3b"]);
  const before = await wholeHeight();
  await ask("Why?");
  for (const side of await sides.all())
    await expect.poll(() => side.locator(".box").innerText(), { timeout: 8_000 }).toContain("Horses");
  expect(await wholeHeight()).toBe(before);
  await expect.poll(() => sides.locator(".status").allInnerTexts(), { timeout: 8_000 }).toHaveLength(2);
  await ask("Why?");
  await page.keyboard.press("Escape");
  await expect
    .poll(async () => (await sides.locator(".status").allInnerTexts()).map((text) => text.trim()))
    .toEqual(Array.from({ length: 2 }, () => expect.stringContaining("Stopped") as string));
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("");
  await expect.poll(() => sides.count()).toBe(0);
});

it("lets the second model wait until the first has answered", async () => {
  await open("qwen3:14b");
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("gemma3:1b");
  const second = page.locator(".pair article").nth(1);
  await ask("Why?");
  await expect.poll(() => second.locator(".status").innerText()).toContain("Waiting for the other model");
  await expect.poll(() => second.locator(".status").innerText()).toContain("Done");
});
