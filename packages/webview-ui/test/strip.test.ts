import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openModels, previewPages, type PageOptions } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

async function open(...options: PageOptions): Promise<void> {
  page = await openModels(openPage, ...options);
}

describe("the strip", () => {
  it("keeps its last button in a narrow window, and has the others in a menu", async () => {
    await open("", { width: 543, height: 800 });
    expect((await page.locator(".service").boundingBox())?.height).toBe(88);
    expect(await page.locator(".service vscode-button:visible").allInnerTexts()).toEqual([
      "Stop Ollama Service",
    ]);
    await page.locator(".service").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Test API" }).waitFor();
  });

  it("and its buttons stay where they are when the service stops", async () => {
    await open();
    const places = (): Promise<readonly unknown[]> =>
      page
        .locator(".service, .service vscode-button")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as unknown));
    const before = await places();
    await page.getByText("Stop Ollama Service").click();
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    await page.locator(".service").getByText("Start Ollama Service").waitFor();
    expect(await places()).toEqual(before);
  });

  it("says in each state what it is about, and in the same place at which address", async () => {
    await open();
    const [first, second] = [page.locator(".service .first"), page.locator(".service .second")];
    const address = () => page.getByTestId("endpoint").boundingBox();
    await expect.poll(() => first.innerText()).toContain("run by Paddock");
    const before = [await address(), await second.innerText()];
    for (const [button, state] of [
      ["Stop Ollama Service", "Stopping…"],
      [undefined, "Stopped"],
      ["Start Ollama Service", "Starting…"],
    ] as const) {
      if (button !== undefined) await page.locator(".service").getByText(button).click();
      await page.getByRole("heading", { name: state }).waitFor();
      expect([await address(), await second.innerText()]).toEqual(before);
      expect(await first.innerText()).toMatch(/^Ollama 0\.33\.0/);
    }
  });

  it("gives the focus back to the button that was pressed, and to no other", async () => {
    await open();
    await page.locator(".service").getByRole("button", { name: "Stop Ollama Service" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    await expect.poll(() => page.locator(":focus").allInnerTexts()).toEqual(["Start Ollama Service"]);
  });

  it("tells that Ollama is stopped by the shape of the dot, not only by its colour", async () => {
    await open();
    const fill = () => page.locator(".service .dot").evaluate((dot) => getComputedStyle(dot).backgroundColor);
    const none = "rgba(0, 0, 0, 0)";
    await expect.poll(fill).not.toBe(none);
    await page.getByText("Stop Ollama Service").click();
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    expect(await fill()).toBe(none);
  });

  it.each([1100, 543])("has the result of the last test behind the address at %d pixels", async (width) => {
    await open("", { width, height: 800 });
    const address = () => page.getByTestId("endpoint").boundingBox();
    await page.getByRole("heading", { name: "Running" }).waitFor();
    const before = await address();
    const test = page
      .locator(".service")
      .getByRole(width < 640 ? "menuitem" : "button", { name: "Test API" });
    if (width < 640) await page.locator(".service").getByRole("button", { name: "More actions" }).click();
    await test.click();
    const second = page.locator(".service .second");
    await expect.poll(() => second.innerText()).toMatch(/generate[^]*answered in .* · just now/);
    expect(await address()).toEqual(before);
  });

  it.each([
    [960, false],
    [880, true],
  ])(
    "cuts the result first where there is no room for both, and leaves none out (%d px)",
    async (width, isAddressCut) => {
      await open("", { width, height: 800 });
      await page.getByRole("heading", { name: "Running" }).waitFor();
      await page.locator(".service").getByRole("button", { name: "Test API" }).click();
      const told = page.locator(".service .told", { hasText: "answered in" });
      await told.waitFor();
      const places = await page
        .locator(".service .second, .service .second > *")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
      const [line, ...parts] = places;
      for (const part of parts) {
        expect(part.top).toBe(parts[0]?.top);
        expect(part.right).toBeLessThanOrEqual(line?.right ?? 0);
      }
      const isCut = (part: Locator) => part.evaluate((one) => one.scrollWidth > one.clientWidth);
      expect(await isCut(told)).toBe(true);
      expect(await isCut(page.getByTestId("endpoint"))).toBe(isAddressCut);
      for (const part of [told, page.getByTestId("endpoint")])
        expect((await part.boundingBox())?.width).toBeGreaterThan(70);
    },
  );
});
