import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openModels, previewPages, type PageOptions } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

async function open(...options: PageOptions): Promise<void> {
  page = await openModels(openPage, ...options);
}

const list = (): Locator => page.getByRole("listbox", { name: "Models" });
const names = (): Promise<readonly string[]> => page.locator(".row .name").allInnerTexts();
const selected = (): Promise<readonly string[]> =>
  page.locator("[role=option][aria-selected=true] .name").allInnerTexts();
/** The name in the row that the list calls active: the reference leads to a row that is there. */
const active = (): Promise<string | undefined> =>
  list().evaluate((box) => {
    const id = box.getAttribute("aria-activedescendant");
    if (id === null) return undefined;
    return document.getElementById(id)?.querySelector(".name")?.textContent ?? "dangling";
  });
/** What the host says may be late. */
const host = (event: "scene-silent" | "scene-heard"): Promise<unknown> =>
  page.evaluate((type) => dispatchEvent(new Event(type)), event);
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** In the order of the list. */
const ALL = [
  "gemma3:1b",
  "gemma4:12b", // coming: it is downloaded for the first time
  "gpt-oss:120b-cloud",
  "llama3.2:3b",
  "nomic-embed-text",
  "Phi-4:Q5_K_M",
  "qwen3:14b",
];

describe("the list of models", () => {
  it("says below its rows how old it is while Ollama is stopped, so that none moves", async () => {
    await open();
    const places = (): Promise<readonly string[]> =>
      page
        .locator(".row")
        .evaluateAll((rows) => rows.map((row) => JSON.stringify(row.getBoundingClientRect())));
    await page.getByText("Downloading · 41%").waitFor(); // a part of it is there
    const before = await places();
    await page.getByText("Stop Ollama Service").click();
    await page.getByText(/^Last refreshed /).waitFor();
    expect(await places()).toEqual(before);
  });

  it("says in each row whether its model fits, before one was chosen", async () => {
    await open();
    await expect
      .poll(() =>
        list()
          .getByText(/^Available · fits · /)
          .count(),
      )
      .toBe(5);
    await page.getByRole("button", { name: "Fits 5" }).waitFor();
    expect(await selected()).toEqual([]);
  });

  it("is one stop, in which arrows, Home, End and typing move", async () => {
    await open();
    expect(await names()).toEqual(ALL);
    expect(await active()).toBeUndefined();
    await list().focus();
    await press("ArrowDown", "ArrowDown");
    await expect.poll(active).toBe("gemma4:12b");
    await press("ArrowDown");
    await expect.poll(active).toBe("gpt-oss:120b-cloud");
    await press("End");
    await expect.poll(active).toBe("qwen3:14b");
    await press("Home");
    await expect.poll(active).toBe("gemma3:1b");
    await press("n", "o");
    await expect.poll(active).toBe("nomic-embed-text");
    await page.getByRole("heading", { name: "nomic-embed-text" }).waitFor();
    expect(await list().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it("leads: the details follow it, however late they come", async () => {
    await open();
    await host("scene-silent");
    await list().focus();
    await press("ArrowDown", "ArrowDown", "ArrowDown");
    await host("scene-heard");
    await page.getByRole("heading", { name: "gpt-oss:120b-cloud" }).waitFor();
    expect(await active()).toBe("gpt-oss:120b-cloud");
  });

  it("finds by name, family and capability, and Escape leaves the filter", async () => {
    await open();
    await press("Control+f");
    await page.keyboard.type("embedding");
    await expect.poll(names).toEqual(["nomic-embed-text"]);
    await press("Escape");
    await expect.poll(names).toEqual(ALL);
    expect(await list().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it("leaves Enter, Escape and the arrows to an input method until its word is written", async () => {
    await open();
    const field = page.getByRole("textbox", { name: "Filter models" });
    await field.focus();
    const inputMethod = await page.context().newCDPSession(page);
    await inputMethod.send("Input.imeSetComposition", { text: "llama", selectionStart: 5, selectionEnd: 5 });
    for (const key of ["ArrowDown", "Enter", "Escape"]) {
      await press(key);
      expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
      expect(await field.inputValue()).toBe("llama");
    }
    await inputMethod.send("Input.insertText", { text: "llama" });
    await press("Enter");
    await expect.poll(() => list().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it("is narrowed by chips, and sorted", async () => {
    await open();
    await page.getByRole("button", { name: "embedding" }).click();
    await expect.poll(names).toEqual(["nomic-embed-text"]);
    await page.getByRole("button", { name: "embedding" }).click();
    await page.getByRole("button", { name: "Sort by" }).click();
    await press("ArrowDown", "Enter");
    await expect.poll(async () => (await names())[0]).toBe("gemma4:12b");
    await page.getByRole("button", { name: "Sort by" }).click();
    await page.getByRole("menuitemradio", { name: "Last changed" }).click();
    await expect.poll(async () => (await names())[0]).toBe("llama3.2:3b");
  });

  it("keeps its order while the pointer or the focus is in it, and then has the loaded models first", async () => {
    await open();
    const row = page.locator(".row", { hasText: "nomic-embed-text" });
    const SORTED = ["nomic-embed-text", ...ALL.filter((name) => name !== "nomic-embed-text")];
    const elsewhere = page.getByRole("tab", { name: "Models" });
    await row.click({ button: "right" });
    await page.getByRole("menuitem", { name: "Load", exact: true }).click();
    await row.getByText("Loaded").waitFor();
    expect(await names()).toEqual(ALL);
    await row.hover();
    await elsewhere.focus();
    expect(await names()).toEqual(ALL);
    await elsewhere.hover();
    await expect.poll(names).toEqual(SORTED);
    await list().focus();
    await press("Shift+F10");
    await page.getByRole("menuitem", { name: "Unload" }).press("Enter");
    await row.getByText("Available").waitFor();
    expect(await names()).toEqual(SORTED);
    await elsewhere.focus();
    await expect.poll(names).toEqual(ALL);
    expect(await active()).toBe("nomic-embed-text");
  });

  it("keeps a chosen row in sight where it moves, and does not follow one that is out of sight", async () => {
    await open("models=60", { width: 1240, height: 500 });
    const scrollTop = () => list().evaluate((box) => box.scrollTop);
    const act = (name: string) => page.locator(".detail").getByRole("button", { name, exact: true }).click();
    const row = page.locator(".row", { hasText: "model-30" });
    await list().focus();
    await page.keyboard.type("model-30");
    await page.getByRole("heading", { name: "model-30" }).waitFor();
    expect(await scrollTop()).toBeGreaterThan(500);
    await act("Load");
    await row.getByText("Loaded").waitFor();
    await expect.poll(scrollTop).toBeLessThan(100);
    await list().evaluate((box) => (box.scrollTop = 2_000));
    await act("Unload");
    await expect.poll(() => row.getAttribute("style")).toMatch(/top: \d{4}px/);
    expect(await scrollTop()).toBe(2_000);
  });

  it("takes several models, which then are counted and deleted together", async () => {
    await open();
    await page.locator(".row").nth(0).click();
    await page
      .locator(".row")
      .nth(2)
      .click({ modifiers: ["Shift"] });
    await expect.poll(selected).toEqual(ALL.slice(0, 3));
    await page
      .locator(".row")
      .nth(1)
      .click({ modifiers: ["Control"] });
    await expect.poll(selected).toEqual(["gemma3:1b", "gpt-oss:120b-cloud"]);
    await page.getByRole("heading", { name: /^2 models · / }).waitFor();
    await list().focus();
    await press("Shift+ArrowDown");
    await press("Control+a");
    await page.getByRole("heading", { name: /^7 models · / }).waitFor();
    await page.locator(".row", { hasText: "nomic-embed-text" }).click();
    await press("Shift+ArrowDown");
    await page.getByRole("heading", { name: /^2 models · / }).waitFor();
    await press("Delete");
    await expect.poll(names).toEqual([...ALL.slice(0, 4), "qwen3:14b"]);
  });

  it("keeps the focus, and goes to the next row when one goes", async () => {
    await open();
    await page.locator(".row", { hasText: "llama3.2:3b" }).click();
    await page.getByRole("heading", { name: "llama3.2:3b" }).waitFor();
    await list().focus();
    await press("Delete");
    await expect.poll(names).not.toContain("llama3.2:3b");
    await expect.poll(active).toBe("nomic-embed-text");
    await page.getByRole("heading", { name: "nomic-embed-text" }).waitFor();
    expect(await list().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it("deletes what is selected, also if its details have not come yet, and nothing else", async () => {
    await open();
    const heading = (name: string | RegExp): Promise<void> => page.getByRole("heading", { name }).waitFor();
    await page.locator(".row", { hasText: "gpt-oss:120b-cloud" }).click();
    await press("Shift+ArrowUp", "Shift+ArrowUp");
    await heading(/^3 models/);
    await host("scene-silent");
    await press("ArrowDown", "ArrowDown", "ArrowDown", "Delete");
    expect(await active()).toBe("llama3.2:3b");
    await host("scene-heard");
    await heading("nomic-embed-text");
    const left = ALL.filter((name) => name !== "llama3.2:3b");
    expect(await names()).toEqual(left);
    await host("scene-silent");
    await press("ArrowDown", "Delete", "Shift+F10", "ArrowDown");
    await host("scene-heard");
    await heading("qwen3:14b");
    expect(await page.getByRole("menu").count()).toBe(0);
    await press("Home");
    await heading("gemma3:1b");
    expect(await names()).toEqual(left);
  });

  it("has a row for a model that is coming, whose download a key cancels", async () => {
    await open();
    await page.locator(".row", { hasText: "gemma4:12b" }).click();
    await page.getByText("You can use this model once it is installed.").waitFor();
    await list().focus();
    await press("Delete");
    await expect.poll(names).not.toContain("gemma4:12b");
    await expect.poll(active).toBe("gpt-oss:120b-cloud");
    await page.getByRole("heading", { name: "gpt-oss:120b-cloud" }).waitFor();
  });

  it("gives the focus to the prompt for a model that is to be tried, and near it on the way back", async () => {
    await open();
    const prompt = page.getByRole("textbox", { name: "Prompt" });
    await page.locator(".row", { hasText: "qwen3:14b" }).click();
    await page.getByRole("button", { name: "Try It" }).waitFor();
    await press("Enter");
    await expect.poll(() => prompt.evaluate((box) => box === document.activeElement)).toBe(true);
    await press("H", "i");
    expect(await prompt.inputValue()).toBe("Hi");
    await page.getByRole("button", { name: "About" }).press("Enter");
    const tryIt = page.getByRole("button", { name: "Try It" });
    await expect.poll(() => tryIt.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it("is chosen in as before after a reload", async () => {
    await open();
    await page.locator(".row", { hasText: "qwen3:14b" }).click();
    await page.getByRole("heading", { name: "qwen3:14b" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "qwen3:14b" }).waitFor();
    await page.getByRole("tab", { name: "API" }).click();
    await expect.poll(() => page.getByRole("combobox", { name: "Model" }).inputValue()).toBe("qwen3:14b");
  });

  it("opens a menu at its row, which gives the focus back", async () => {
    await open();
    await page.locator(".row", { hasText: "qwen3:14b" }).click();
    await page.getByRole("heading", { name: "qwen3:14b" }).waitFor();
    await list().focus();
    await press("Shift+F10");
    const menu = page.getByRole("menu", { name: "More actions" });
    await menu.getByRole("menuitem", { name: "Delete…" }).waitFor();
    await press("Escape");
    await menu.waitFor({ state: "detached" });
    expect(await list().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it("has only the visible rows of 1,000 models in the page, and always the active one", async () => {
    await open("models=1000");
    expect(await page.locator(".row").count()).toBeLessThan(60);
    await list().focus();
    await press("End");
    const last = await active();
    expect(last).not.toBe("dangling");
    await list().evaluate((box) => (box.scrollTop = 0));
    await page.locator(".row[aria-posinset='1']").waitFor();
    expect(await active()).toBe(last);
  });
});

describe("in a narrow window", () => {
  it("the list gives its place to the details, and Escape and the arrow lead back", async () => {
    await open("", { width: 543, height: 800 });
    await page.locator(".row").nth(3).click();
    const back = page.getByRole("button", { name: "All models" });
    await back.waitFor();
    expect(await list().isVisible()).toBe(false);
    await back.click();
    await list().waitFor();
    await expect.poll(() => list().evaluate((box) => box === document.activeElement)).toBe(true);
    await press("Enter");
    await expect.poll(() => back.evaluate((button) => button === document.activeElement)).toBe(true);
    await press("Escape");
    await list().waitFor();
  });
});

it("a model of which every text is an attack stays inert", async () => {
  await open("hostile");
  await page.locator(".row").nth(3).click();
  await page.locator(".facts-grid").waitFor();
  for (const fold of await page.locator(".texts summary").all()) await fold.click();
  expect(await page.locator(".texts").innerText()).toContain("<script>");
  expect(await page.locator(".facts-grid").innerText()).toContain("<script>");
  expect(await page.title()).not.toBe("broken");
  expect(await page.locator("#page :is(img, script)").count()).toBe(0);
});
