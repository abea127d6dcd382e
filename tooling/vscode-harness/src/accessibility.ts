import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** A page in VS Code is a part of its window, which has the headings and landmarks. */
const OF_WHOLE_WINDOWS = ["page-has-heading-one", "region", "landmark-one-main"];

/** The rules of axe that a page breaks, each with its elements; `frame` is the selector of a part, frame by frame. */
export async function accessibilityProblems(
  page: Page,
  frame?: [string, ...string[]],
): Promise<readonly (readonly [rule: string, elements: readonly string[]])[]> {
  const axe = new AxeBuilder({ page }).disableRules(OF_WHOLE_WINDOWS);
  const { violations } = await (frame ? axe.include(frame) : axe).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
