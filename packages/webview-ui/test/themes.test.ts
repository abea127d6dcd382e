import { accessibilityProblems, rulesIn } from "@paddock/vscode-harness";
import { describe, expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const open = previewPages();

describe.each(["dark", "light", "hc", "hc-light"] as const)("in the theme %s", (theme) => {
  it.each([
    ["the models", "page=dashboard", "Models"],
    ["the downloads", "page=dashboard", "Downloads"],
    ["the activity", "page=dashboard&log=busy", "Activity"],
    ["the API", "page=dashboard", "API"],
    ["the disk", "page=dashboard&disk=full", "Disk"],
    ["the doctor", "page=dashboard&doctor=ill&disk=usual", "Doctor"],
    ["the service", "page=dashboard", "Service"],
    ["the inspector", "page=inspector", undefined],
    ["the inspector in the past", "page=inspector&history=long", undefined],
    ["the inspector of a report", "page=inspector&history=report", undefined],
  ])("%s have enough contrast, and accessible names", async (_what, query, tab) => {
    const page = await open(`${query}&theme=${theme}`);
    if (tab) {
      await page.getByRole("heading", { name: "Running" }).waitFor();
      await page.getByRole("tab", { name: tab }).click();
    }
    if (tab === "Activity") await page.getByRole("grid").getByRole("row").first().click();
    if (tab === "Doctor") await page.locator(".check.is-wrong").first().waitFor();
    if (tab === "Disk") await page.locator(".spare-row").first().waitFor();
    if (tab === "Service") await page.getByRole("log").waitFor();
    if (query.includes("history=")) {
      await page.getByRole("option", { name: "Ollama is running" }).last().click();
      await page.locator(".changes").waitFor();
    }
    const model = page.locator(".row").first();
    if (await model.isVisible()) {
      await model.click();
      await page.locator(".facts-grid").waitFor();
    }
    expect(await accessibilityProblems(page, { rules: rulesIn(theme) })).toEqual([]);
  });

  it("the code to call a model can be read in each language", async () => {
    const page = await open(`page=dashboard&theme=${theme}`);
    await page.getByRole("heading", { name: "Running" }).waitFor();
    await page.getByRole("tab", { name: "API" }).click();
    await page.getByRole("button", { name: "Anthropic", exact: true }).click();
    for (const language of ["curl", "JavaScript", "Python"]) {
      await page.getByRole("button", { name: language, exact: true }).click();
      await page.locator(".code pre .num").first().waitFor();
      expect(await accessibilityProblems(page, { part: [".code"], rules: rulesIn(theme) })).toEqual([]);
    }
  });

  it("the parts of a bar can all be seen, and told apart", async () => {
    const page = await open(`page=dashboard&theme=${theme}`);
    const colours = await page.evaluate(() =>
      [0, 1, 2, 3, 4].map((index) => {
        document.body.style.outlineColor = `var(--series-${index})`;
        return getComputedStyle(document.body).outlineColor;
      }),
    );
    expect(new Set(colours).size).toBe(5);
    expect(colours.filter((colour) => !colour.startsWith("rgb("))).toEqual([]); // not transparent
  });
});

it.each(["hc", "hc-light"])(
  "nothing is behind the words of a button under the pointer (%s)",
  async (theme) => {
    const page = await open(`page=dashboard&theme=${theme}`);
    const button = page.locator(".service vscode-button", { hasText: "Test API" });
    const background = () =>
      button.locator(".base").evaluate((base) => getComputedStyle(base).backgroundColor);
    await button.hover();
    expect(await background()).toBe("rgba(0, 0, 0, 0)");
    expect(await button.evaluate((hovered) => getComputedStyle(hovered).outlineStyle)).not.toBe("none");
  },
);
