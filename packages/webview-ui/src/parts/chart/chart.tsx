import type uPlot from "uplot";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { readColours, whenThemeChanges, type ChartColours } from "./chart-colours.ts";
import "uplot/dist/uPlot.min.css";
import "./chart.css";

export type ChartData = uPlot.AlignedData;
export type Plot = uPlot;

/** What a chart draws; its width is that of its place. */
export type Drawing = Omit<uPlot.Options, "width" | "height">;

type Props = {
  /** What a screen reader says of it. */
  readonly label: string;
  /** In pixels; the place has it before the chart is drawn. */
  readonly height: number;
  readonly data: uPlot.AlignedData;
  /** How it is drawn with the colours of the theme. Must not change from one rendering to the next. */
  readonly drawing: (colours: ChartColours) => Drawing;
};

/**
 * uPlot does not load where the browser's language is none: on a machine without a locale, Chromium says "en-US@posix". The
 * page has its own sentences and numbers from its host.
 */
function withKnownLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
  }
}

/** What stands in the place of a chart that cannot be drawn: after an update of Paddock, uPlot is gone from its place. */
export const NoChartContext = createContext("");

/** Draws data with uPlot, which is loaded with the first chart. */
export function Chart({ label, height, data, drawing }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const noChart = useContext(NoChartContext);
  const [isMissing, setMissing] = useState(false);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let isGone = false;
    const draw = async (): Promise<void> => {
      withKnownLanguage();
      const loaded = await import("uplot").catch(() => undefined);
      if (isGone) return;
      if (!loaded) return setMissing(true);
      const { default: UPlot } = loaded;
      chart.current?.destroy();
      const size = { width: element.clientWidth, height };
      chart.current = new UPlot({ ...drawing(readColours(element)), ...size }, latest.current, element);
    };
    void draw();
    const theme = whenThemeChanges(() => void draw());
    const resizing = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height }));
    resizing.observe(element);
    return () => {
      isGone = true;
      theme.disconnect();
      resizing.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [drawing, height]);

  useEffect(() => chart.current?.setData(data), [data]);

  const style = { height: `${height}px` };
  return isMissing ? (
    <p class="chart none dim" style={style}>
      {noChart}
    </p>
  ) : (
    <div ref={place} class="chart" role="img" aria-label={label} style={style} />
  );
}
