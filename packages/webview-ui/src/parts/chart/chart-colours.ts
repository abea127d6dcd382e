/** The theme's colours that a chart is drawn with: a canvas knows no CSS variables. */
export type ChartColours = {
  readonly text: string;
  readonly strong: string;
  readonly grid: string;
  readonly yellow: string;
  /** One beside the other. */
  readonly series: (index: number) => string;
};

/** As many as theme.css has. */
const SERIES = 5;

/** The colour of a part of a bar, and of the same thing in a chart. */
export const seriesColour = (index: number): string => `--series-${index % SERIES}`;

export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim() || style.color;
  return {
    text: of("--vscode-descriptionForeground"),
    strong: of("--vscode-foreground"),
    grid: of("--track"),
    yellow: of("--vscode-charts-yellow"),
    series: (index) => of(seriesColour(index)),
  };
}

/** VS Code changes the classes of the body with its theme; the preview, the attribute of the document. */
export function whenThemeChanges(changed: () => void): MutationObserver {
  const watching = new MutationObserver(changed);
  watching.observe(document.body, { attributeFilter: ["class"] });
  watching.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return watching;
}
