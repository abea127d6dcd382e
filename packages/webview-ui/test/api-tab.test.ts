import { accessibilityProblems } from "@paddock/vscode-harness";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

async function open(query = "", viewport?: { width: number; height: number }): Promise<void> {
  page = await openPage(`page=dashboard${query}`, viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "API" }).click();
  await page.getByRole("heading", { name: "Health" }).waitFor();
}

const code = (): Promise<string> => page.getByRole("region", { name: "Code" }).innerText();
const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const choice = (name: string) => page.locator(".api-tab").getByRole("button", { name, exact: true });

describe("the test of the API", () => {
  it("fills rows that are there from the start: nothing moves", async () => {
    await open();
    await page.getByText("On the network").waitFor(); // once the log is read
    const tops = () =>
      page
        .locator(".api-tab :is(tr, h2, .code, li)")
        .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().top));
    const before = await tops();
    await page.locator(".api-tab vscode-button", { hasText: "Test API" }).click();
    await page.getByRole("status").filter({ hasText: "answered in" }).waitFor();
    expect(await tops()).toEqual(before);
    expect(await page.locator(".steps tr").allInnerTexts()).toEqual([
      expect.stringMatching(/^Reachable\s+localhost:11434\s+(?:< )?\d+ ms$/),
      expect.stringMatching(/^Version\s+0\.33\.0\s+(?:< )?\d+ ms$/),
      expect.stringMatching(/^Answers\s+llama3\.2:3b · \/api\/chat · “Hello\.”\s+(?:< )?\d+ ms$/),
    ]);
  });
});

it("draws how quickly a model answered in the last tests", async () => {
  await open();
  const test = page.locator(".api-tab vscode-button", { hasText: "Test API" });
  for (const times of ["answered in", "2 of the last 2 were fine", "3 of the last 3 were fine"]) {
    await test.click();
    await page.getByRole("status").filter({ hasText: times }).waitFor();
  }
  await page
    .getByRole("img", { name: "The last answers of llama3.2:3b (3) took" })
    .locator("canvas")
    .waitFor();
});

describe("the code to call a model", () => {
  it("is chosen with the keyboard, copied, and remembered", async () => {
    await open();
    await choice("Ollama").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await choice("curl").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await choice("Tools").click();
    expect(await code()).toMatch(/^import json[^]*\/v1\/chat\/completions[^]*tool_calls/);
    await choice("Copy Code").click();
    expect((await clipboard()).trim()).toBe((await code()).trim());
    await page.getByRole("tab", { name: "Models" }).click();
    await page.getByRole("tab", { name: "API" }).click();
    expect(await code()).toContain("/v1/chat/completions");
  });

  it.each([
    ["curl", "-d", '"llama3.2:3b"', "false"],
    ["JavaScript", "await", '"llama3.2:3b"', "false"],
    ["Python", "import", '"llama3.2:3b"', "False"],
  ])("has the colours of %s", async (language, keyword, string, constant) => {
    await open();
    await choice(language).click();
    const colourOf = (text: string): Promise<string> =>
      page
        .locator(".code pre span")
        .filter({ hasText: text })
        .first()
        .evaluate((part) => getComputedStyle(part).color);
    const plain = await page.locator(".code pre").evaluate((pre) => getComputedStyle(pre).color);
    const colours = [await colourOf(keyword), await colourOf(string), await colourOf(constant)];
    expect(new Set([plain, ...colours]).size).toBe(4);
  });

  it.each(["Chat", "Tools"])("moves nothing in another language, and fills its box (%s)", async (kind) => {
    await open();
    await choice(kind).click();
    for (const dialect of ["Ollama", "OpenAI", "Anthropic"]) {
      await choice(dialect).click();
      const below: (number | undefined)[] = [];
      const empty: number[] = [];
      for (const language of ["curl", "JavaScript", "Python"]) {
        await choice(language).click();
        below.push((await page.getByRole("heading", { name: "Use it in…" }).boundingBox())?.y);
        empty.push(
          await page.locator(".code pre").evaluate((pre) => {
            const [box, text] = [pre, pre.firstElementChild ?? pre].map((one) => one.getBoundingClientRect());
            return (box?.bottom ?? 0) - (text?.bottom ?? 0);
          }),
        );
      }
      expect(new Set(below).size).toBe(1);
      expect(Math.min(...empty)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...empty)).toBeLessThanOrEqual(12 + 3 * 18);
    }
  });

  it("is for the model that is chosen, in all tabs", async () => {
    await open();
    await page.getByLabel("Model", { exact: true }).selectOption("nomic-embed-text:latest");
    await expect.poll(code).toContain('"model": "nomic-embed-text:latest"');
    expect(await choice("Anthropic").count()).toBe(0);
    await page.getByRole("tab", { name: "Models" }).click();
    expect(await page.locator(".row[aria-selected=true]").innerText()).toContain("nomic-embed-text");
  });

  it("has placeholders in place of secret headers, and says so", async () => {
    await open("&header=Authorization");
    expect(await code()).toContain("-H 'Authorization: <value of Authorization>'");
    await page.getByText("Enter your own value of Authorization: Paddock keeps it secret.").waitFor();
  });
});

it("keeps its addresses, and the code of each API, while Ollama is stopped", async () => {
  await open("&log=none"); // only the log tells that others can reach it, and that ends with it
  await choice("Anthropic").click();
  const places = () =>
    page
      .locator(".api-tab :is(h2, .code, li, button, tr)")
      .evaluateAll((parts) => parts.map((part) => part.textContent + part.getBoundingClientRect().top));
  const before = await places();
  await page.locator(".service").getByText("Stop Ollama Service").click();
  await page.getByRole("heading", { name: "Stopped" }).waitFor();
  expect(await places()).toEqual(before);
});

describe("what to write into other programs", () => {
  it("is shown first, copied, and has a link to the program's own page", async () => {
    await open();
    const row = page.locator(".uses li", { hasText: "Continue" });
    await row.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await row.locator("pre").innerText()).toContain('apiBase: "http://localhost:11434"');
    expect(await row.getByRole("link").getAttribute("href")).toMatch(/^https:\/\/docs\.continue\.dev\//);
    await choice("Copy Continue").click();
    expect(await clipboard()).toBe(await row.locator("pre").innerText());
    expect(await accessibilityProblems(page, { part: [".api-tab"] })).toEqual([]);
  });
});

it.each([1240, 900, 543])("fits into %d pixels", async (width) => {
  await open("", { width, height: 900 });
  const panel = page.locator(".panel");
  expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
