import { PSEUDO_LANGUAGE } from "@paddock/core/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openChromium } from "@paddock/vscode-harness";
import { seenIn, type Seen } from "./seen-text.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());

type Scene = { readonly query: string; readonly show: (page: Page) => Promise<unknown> };

const tab = (page: Page, name: string): Promise<void> => page.locator(`#tab-${name}`).click();

/** Without a word of any language: what is pressed is found by its place. */
const SCENES: Readonly<Record<string, Scene>> = {
  "the models": { query: "page=dashboard", show: (page) => page.locator(".row").first().waitFor() },
  "a model, tested": {
    query: "page=dashboard",
    async show(page) {
      await page.locator(".row").first().click();
      await page.locator(".facts-grid").waitFor();
      await page.locator(".detail .buttons [aria-haspopup=menu]").click();
      await page.locator(".menu button").first().click();
      await page.locator(".detail .news .dot.good").waitFor();
      await page.locator(".layers tbody tr").first().waitFor();
    },
  },
  "a stopped service": {
    query: "page=dashboard",
    async show(page) {
      await page.locator(".row .kind.idle").first().waitFor();
      await page.locator(".service .actions vscode-button").last().click();
      await page.locator(".row .kind.unavailable").first().waitFor();
    },
  },
  "no models": {
    query: "page=dashboard&models=0",
    show: (page) => page.locator(".no-models vscode-button").waitFor(),
  },
  "a download": {
    query: "page=dashboard",
    async show(page) {
      await tab(page, "downloads");
      await page.locator(".bar[aria-valuenow='41']").waitFor();
    },
  },
  "a cancelled download": {
    query: "page=dashboard",
    async show(page) {
      await tab(page, "downloads");
      await page.locator(".bar[aria-valuenow='41']").waitFor();
      await page.locator(".download button").nth(1).click();
      await page.mouse.move(5, 5);
      await page.locator(".finished summary").click();
    },
  },
  "the API, tested": {
    query: "page=dashboard",
    async show(page) {
      await tab(page, "api");
      await page.locator(".api-tab vscode-button").first().click();
      await page.locator(".steps .good").nth(2).waitFor();
    },
  },
  "the service": {
    query: "page=dashboard",
    async show(page) {
      await tab(page, "service");
      await page.locator(".log-lines > div").first().waitFor();
    },
  },
  "the inspector": {
    query: "page=inspector",
    async show(page) {
      await page.locator(".event").nth(3).click();
    },
  },
};

async function see({ query, show }: Scene, language: string, width: number): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  try {
    await page.goto(`${inject("preview")}?${query}&language=${language}`);
    await show(page);
    await page.mouse.move(0, 0);
    return await seenIn(page);
  } finally {
    await context.close();
  }
}

/** What is the same in every language: names, addresses, the field's terms, and what `Intl` makes of figures. */
const DATA = [
  /https?:\/\/\S+|\/api\/\w+/g,
  /curl .*$/g,
  /[\w.-]+(?:\/[\w.-]+)*:[\w.-]+/g,
  /\b(?:Q4_K_M|llama|GGUF|completion|tools|embedding|thinking|vision|[0-9a-f]{12}|Hello)\b/g,
  /\b[\d.,]+ ?(?:B|bytes?|[kMGT]B(?:\/s)?|ms|sec|min|hr|days?)\b/g,
  /\b\d+ (?:minute|hour|day|week|month)s? ago\b|\byesterday\b/g,
  /(?:\/[\w.-]+){2,}/g, // paths
  /\bOLLAMA_\w+=\d\b/g,
  /\b(?:NVIDIA GeForce RTX 4070|AMD Radeon 780M|CUDA0?|5m0s|false)\b/g,
  /^\w+ · (?=⟦)/g, // the key of a part of the state
  /^service, watched, watchedSeq$/g, // those that an event changed
  /\blocalhost$/g,
  /^[\w.-]+, (?=⟦)/g, // the name of a found model
  /\bnomic-embed-text\b/g, // that of a model without a tag
  /\b[\d.]+[bm]\b|\blatest\b/g, // tags
  /\b[A-Z][a-z]{2} \d{1,2}, \d{4}\b/g,
  /(?:^|(?<=⟧ ))(?:VS Code Chat|Continue|Cline|Zed|Claude Code|Codex|OpenCode|aider|Open WebUI|LangChain|OpenAI SDK)$/g,
  /^(?:Ollama|OpenAI|Anthropic|curl|JavaScript|Python)$/g,
];

const isTranslated = (text: string): boolean =>
  !/[a-z]/i.test(DATA.reduce((rest, data) => rest.replaceAll(data, ""), text));

const isWhole = (text: string): boolean => text.split("⟦").length === text.split("⟧").length;

describe.each(Object.entries(SCENES))("in a language of accents, %s", (_name, scene) => {
  it.each([1100, 543])(
    "is translated, and nothing is cut that is whole in English, %d pixels wide",
    async (width) => {
      const english = await see(scene, "en", width);
      const { texts, cut } = await see(scene, PSEUDO_LANGUAGE, width);
      expect(texts.filter((text) => text.includes("⟦")).length).toBeGreaterThan(5);
      expect(texts.filter((text) => !isTranslated(text) || !isWhole(text))).toEqual([]);
      expect(cut.filter((place) => !english.cut.includes(place))).toEqual([]);
    },
  );
});
