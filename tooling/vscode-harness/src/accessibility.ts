import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import type { Theme } from "./settings.ts";

/** A page in VS Code is a part of its window, which has the headings and landmarks. */
const OF_WHOLE_WINDOWS = ["page-has-heading-one", "region", "landmark-one-main"];

/** What depends on the theme. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

type Rules = "all" | "of colours";

/** By default, all rules on the whole page. */
export type Inspection = {
  /** The selector of a part, frame by frame. */
  readonly part?: [string, ...string[]] | undefined;
  readonly rules?: Rules;
};

/** The rules of axe that a page breaks, each with its elements. */
export async function accessibilityProblems(
  page: Page,
  { part, rules = "all" }: Inspection = {},
): Promise<readonly (readonly [rule: string, elements: readonly string[]])[]> {
  const axe = new AxeBuilder({ page });
  const ruled = rules === "all" ? axe.disableRules(OF_WHOLE_WINDOWS) : axe.withRules(OF_COLOURS);
  const { violations } = await (part ? ruled.include(part) : ruled).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** All rules in the dark theme, and in the others those that may differ there. */
export const rulesIn = (theme: Theme | "hc" | "hc-light"): Rules => (theme === "dark" ? "all" : "of colours");
