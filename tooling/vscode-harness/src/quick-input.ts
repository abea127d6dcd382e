import type { Locator, Page } from "playwright-core";

/** VS Code's quick input: a picker or an input box. */
export interface QuickInput {
  readonly box: Locator;
  /** The text below the input: a prompt or an error. */
  readonly message: Locator;
  row(label: string): Locator;
  /** The accessible names of the visible rows. */
  rows(): Promise<string[]>;
  /** Opens the command palette. */
  openPalette(): Promise<void>;
  /** Replaces the text. */
  type(text: string): Promise<void>;
  /** Picks the row with exactly this label. */
  choose(label: string): Promise<void>;
  accept(): Promise<void>;
  cancel(): Promise<void>;
}

/** A picker that is just closing swallows the key. */
const PRESS_AGAIN_MS = 3_000;
const MOST_PRESSES = 5;

/** Runs in the page. */
function isPaletteOpen(): boolean {
  const input = document.querySelector<HTMLInputElement>(".quick-input-widget input.input");
  return input?.checkVisibility() === true && input.value === ">";
}

/** The quick input of the window that a page shows. */
export function quickInputOn(page: Page): QuickInput {
  const box = page.locator(".quick-input-widget");
  const rows = box.locator(".quick-input-list .monaco-list-row");
  const row = (label: string): Locator =>
    rows.filter({
      has: page.locator(".quick-input-list-label .label-name").getByText(label, { exact: true }),
    });
  return {
    box,
    message: box.locator(".quick-input-message"),
    row,
    rows: () =>
      rows.evaluateAll((found) => found.map((each) => each.getAttribute("aria-label")?.trim() ?? "")),
    async openPalette() {
      for (let presses = 1; ; presses++) {
        await page.keyboard.press("F1");
        try {
          await page.waitForFunction(isPaletteOpen, undefined, { timeout: PRESS_AGAIN_MS });
          return;
        } catch (error) {
          if (presses === MOST_PRESSES) throw error;
        }
      }
    },
    type: (text) => box.locator("input.input").fill(text),
    choose: (label) => row(label).first().click(),
    accept: () => page.keyboard.press("Enter"),
    cancel: () => page.keyboard.press("Escape"),
  };
}
