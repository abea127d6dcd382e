import type { Page } from "playwright-core";

/** What a page shows: its texts, and the elements whose content is larger than they are. */
export type Seen = {
  readonly texts: readonly string[];
  /** By their place in the page, which is the same in every language. */
  readonly cut: readonly string[];
};

/** Where models, events and Ollama speak, and not we. */
const DATA =
  ".mono, pre, .log-lines > div, .event, .inspector :is(.chip, summary > span), .row .name, .detail h2, .find-row > .cut, [translate=no]";

/**
 * Reads all that is visible, inside the elements' own shadows too, and what is only read aloud. What is shortened on
 * purpose has its whole text in its title, and does not count as cut; nor does what can be scrolled, or is in a menu.
 */
export const seenIn = (page: Page): Promise<Seen> =>
  page.evaluate((data) => {
    const texts = new Set<string>();
    const cut: string[] = [];
    const say = (text: string | null): void => {
      const said = text?.replaceAll(/\s+/g, " ").trim() ?? "";
      if (said !== "") texts.add(said);
    };
    // A turning one is wider than its place for a moment.
    const isIcon = (element: Element): boolean =>
      element.firstElementChild?.localName === "svg" && element.textContent === "";
    const isCut = (element: Element): boolean =>
      element.clientWidth > 0 &&
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX !== "auto" &&
      !element.matches(".all-sizes, .layers td[title]") &&
      !isIcon(element) &&
      element.getAttribute("title") !== element.textContent;
    const look = (parent: Element | ShadowRoot, place: string): void => {
      for (const node of parent.childNodes) if (node.nodeType === Node.TEXT_NODE) say(node.textContent);
      [...parent.children].forEach((element, index) => {
        if (!element.checkVisibility() || element.matches("style, script, svg")) return;
        const here = `${place} > ${element.localName}${index}`;
        if (isCut(element)) cut.push(`${here}.${element.className}`);
        if (element.matches(data)) return;
        for (const name of ["title", "aria-label", "placeholder", "heading"]) say(element.getAttribute(name));
        if (element.shadowRoot) look(element.shadowRoot, `${here} #`);
        look(element, here);
      });
    };
    look(document.body, "");
    return { texts: [...texts], cut };
  }, DATA);
