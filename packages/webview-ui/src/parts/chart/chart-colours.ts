/** The theme's colours that a chart is drawn with: a canvas knows no CSS variables. */
export type ChartColours = {
  readonly text: string;
  readonly strong: string;
  readonly grid: string;
  readonly blue: string;
  readonly purple: string;
  readonly orange: string;
  readonly yellow: string;
  readonly green: string;
};

export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim() || style.color;
  return {
    text: of("descriptionForeground"),
    strong: of("foreground"),
    grid: of("widget-border"),
    blue: of("charts-blue"),
    purple: of("charts-purple"),
    orange: of("charts-orange"),
    yellow: of("charts-yellow"),
    green: of("charts-green"),
  };
}

/** VS Code changes the classes of the body with its theme; the preview, the attribute of the document. */
export function whenThemeChanges(changed: () => void): MutationObserver {
  const watching = new MutationObserver(changed);
  watching.observe(document.body, { attributeFilter: ["class"] });
  watching.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return watching;
}
