import type { Locator, Page } from "playwright-core";

/** VS Code's quick input: a picker or an input box. */
export interface QuickInput {
  readonly box: Locator;
  /** The text below the input: a prompt or an error. */
  readonly message: Locator;
  row(label: string): Locator;
  /** The accessible names of the visible rows. */
  rows(): Promise<string[]>;
  /** Runs a command from the palette. */
  command(title: string): Promise<void>;
  /** Replaces the text. */
  type(text: string): Promise<void>;
  /** Picks the row with exactly this label. */
  choose(label: string): Promise<void>;
  accept(): Promise<void>;
  cancel(): Promise<void>;
}

/** A picker that has just closed gives the focus back to a page a moment later, which closes the palette. */
const ATTEMPT_MS = 5_000;
const MOST_ATTEMPTS = 4;

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
    async command(title) {
      for (let attempt = 1; ; attempt++) {
        await page.keyboard.press("F1");
        try {
          await box.locator("input.input").fill(`>${title}`, { timeout: ATTEMPT_MS });
          return await row(title).first().click({ timeout: ATTEMPT_MS });
        } catch (error) {
          if (attempt === MOST_ATTEMPTS) throw error;
        }
      }
    },
    type: (text) => box.locator("input.input").fill(text),
    choose: (label) => row(label).first().click(),
    accept: () => page.keyboard.press("Enter"),
    cancel: () => page.keyboard.press("Escape"),
  };
}
