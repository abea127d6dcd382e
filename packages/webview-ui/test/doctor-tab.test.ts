import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { previewPages } from "./preview-pages.ts";

const openPage = previewPages();
let page: Page;

/** Opens the Doctor tab of the preview's machine (`preview/scene-doctor.ts`). */
async function open(query: string, viewport?: { width: number; height: number }): Promise<void> {
  page = await openPage(`page=dashboard&${query}`, viewport);
  await page.getByRole("heading", { name: "Running" }).waitFor();
  await page.getByRole("tab", { name: "Doctor" }).click();
  await page.getByRole("heading", { name: "Fine" }).waitFor();
}

const findings = () => page.locator(".check b").allInnerTexts();

it("lists what is wrong before what is to be looked at, each with one button, the first of which is primary", async () => {
  await open("doctor=ill&log=none&disk=usual");
  await expect
    .poll(findings)
    .toEqual([
      "Ollama cannot write to its models folder.",
      "Programs that use “localhost” may reach another program than Ollama.",
      "The disk of the models is nearly full.",
      "More than one Ollama is installed.",
    ]);
  await page.getByText("1 wrong, 3 to look at").waitFor();
  const secondary = await page
    .locator(".check vscode-button")
    .evaluateAll((buttons) => buttons.map((button) => button.hasAttribute("secondary")));
  expect(secondary).toEqual([false, true, true, true]);
});

it("opens the place of a fix, and looks again on request, from the keyboard", async () => {
  await open("doctor=ill&log=none&disk=usual");
  await page.getByRole("button", { name: "Free Space…" }).click();
  await page.getByRole("tab", { name: "Disk", selected: true }).waitFor();
  await page.getByRole("tab", { name: "Doctor" }).click();
  await page.getByRole("button", { name: "Check Again" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Nothing is wrong: all that was checked is fine.").waitFor();
  expect(await findings()).toEqual([]);
});

it("shows the line of the log that a finding is known by below it, in the type of code, whole in its tooltip", async () => {
  await open("doctor=well&disk=usual");
  const row = page.locator(".check", { hasText: "A model needed" });
  await row.waitFor();
  expect(await row.locator("small").first().innerText()).toBe(
    "Unload other models, use a shorter context, or choose a smaller model.",
  );
  const code = row.locator(".quote code");
  expect(await row.locator(".quote span").innerText()).toBe("Ollama's log");
  expect(await code.innerText()).toContain("ERROR model requires more system memory (14.1 GiB)");
  expect(await code.getAttribute("title")).toContain('msg="model requires more system memory');
  expect(await code.evaluate((one) => getComputedStyle(one).fontFamily)).toContain("mono");
});

it("says what could not be checked, and why", async () => {
  await open("doctor=unseen&log=none&disk=usual");
  await page.getByRole("heading", { name: "Could not be checked" }).waitFor();
  await page.getByText("it took longer than 2.5 sec").waitFor();
});

it.each([1240, 900, 543])("fits into %d pixels", async (width) => {
  await open("doctor=ill&log=none&disk=usual", { width, height: 900 });
  await page.locator(".check.is-wrong").first().waitFor();
  const panel = page.locator(".panel");
  expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
