import type uPlot from "uplot";
import { useEffect, useRef } from "preact/hooks";
import { readColours, whenThemeChanges, type ChartColours } from "./chart-colours.ts";
import "uplot/dist/uPlot.min.css";
import "./chart.css";

export type ChartData = uPlot.AlignedData;
export type Plot = uPlot;

/** What a chart draws; its width is that of its place. */
export type Drawing = Omit<uPlot.Options, "width" | "height">;

type Props = {
  /** What a screen reader says of it; the numbers themselves stand beside the chart. */
  readonly label: string;
  /** In pixels; the place has it before the chart is drawn. */
  readonly height: number;
  readonly data: uPlot.AlignedData;
  /** How it is drawn with the colours of the theme. Must not change from one rendering to the next. */
  readonly drawing: (colours: ChartColours) => Drawing;
};

/** Draws data over time with uPlot, which is loaded with the first chart. */
export function Chart({ label, height, data, drawing }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let isGone = false;
    const draw = async (): Promise<void> => {
      const { default: UPlot } = await import("uplot");
      if (isGone) return;
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

  return <div ref={place} class="chart" role="img" aria-label={label} style={{ height: `${height}px` }} />;
}
