import type { ActivityView } from "@paddock/core/views";
import type { ChartData, Drawing, Plot } from "../chart/chart.tsx";
import type { ChartColours } from "../chart/chart-colours.ts";

type OverTime = ActivityView["overTime"];
/** What is drawn besides the areas. */
export type Marks = Pick<OverTime, "changes" | "limit" | "now">;

/** The sums of the series, from below: each is drawn on those before it. */
export function stacked({ times, series }: Pick<OverTime, "times" | "series">): ChartData {
  const sums: (number | null)[][] = [];
  for (const { values } of series) {
    const below = sums.at(-1);
    sums.push(values.map((value, at) => (value === null ? null : value + (below?.[at] ?? 0))));
  }
  return [[...times], ...sums];
}

/** The time that is shown at least, and where it may have figures. */
const SHORTEST_SECONDS = 600;
const EVERY_SECONDS = [60, 300, 600, 1_800, 3_600];
const MARK = 4;

/** Draws models in these colours, stacked, with a mark where one was loaded or left. */
export const memoryDrawing =
  (series: readonly number[], marks: () => Marks) =>
  (colours: ChartColours): Drawing => {
    const axis = { stroke: colours.text, ticks: { show: false } };
    const { limit } = marks();
    return {
      cursor: { show: false },
      legend: { show: false },
      padding: [8, 0, 0, 0],
      scales: {
        x: { range: (_chart, least, most) => [Math.min(least, most - SHORTEST_SECONDS), most] },
        y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.1, (limit ?? 0) * 1.05)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 34,
          gap: 2 * MARK + 4, // the figures stand below the marks
          space: 80,
          incrs: EVERY_SECONDS,
          values: (chart, splits) => splits.map((at) => (isNearEnd(chart, at) ? "" : clock(at))),
        },
        {
          ...axis,
          grid: {
            stroke: colours.grid,
            width: 1,
            filter: (_chart, splits) => splits.filter((at) => at !== limit),
          },
          size: LABELS,
          gap: 5,
          ...(limit !== null && { splits: limit < 2 ? [0, limit] : [0, Math.round(limit / 2), limit] }),
        },
      ],
      series: [
        {},
        ...series.map((colour, index) => ({
          width: 0,
          points: { show: false },
          ...(index === 0 && { fill: quarterOf(colours.series(colour)) }),
        })),
      ],
      bands: series.slice(1).map((colour, index) => ({
        series: [index + 2, index + 1] as [number, number],
        fill: quarterOf(colours.series(colour)),
      })),
      hooks: {
        draw: [
          (chart) => {
            drawTops(chart, series.map(colours.series));
            drawMarks(chart, marks().changes, colours.text);
            drawNow(chart, marks().now, colours.text);
            if (limit !== null) drawLimit(chart, limit, colours.text);
          },
        ],
      },
    };
  };

/** The room for the labels of the left axis. */
const LABELS = 32;

/** Where “now” stands instead of a time. The element still has its old width while a new size is drawn. */
const isNearEnd = (chart: Plot, at: number): boolean =>
  chart.valToPos(chart.scales["x"]?.max ?? at, "x") - chart.valToPos(at, "x") < 64;

const quarterOf = (colour: string): string => `color-mix(in srgb, ${colour} 25%, transparent)`;

const clock = (seconds: number): string => {
  const at = new Date(seconds * 1_000);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
};

/** The top of each model while it is in memory; no edges, which would go through the areas of other models. */
function drawTops(chart: Plot, colours: readonly string[]): void {
  const { ctx, data } = chart;
  const [times] = data;
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  for (const [index, colour] of colours.entries()) {
    const sums = data[index + 1];
    const below = index === 0 ? undefined : data[index];
    ctx.strokeStyle = colour;
    ctx.beginPath();
    for (let at = 1; at < times.length; at += 2) {
      const [from, until, top] = [times[at - 1], times[at], sums?.[at]];
      if (from === undefined || until === undefined || typeof top !== "number") continue;
      if (top <= (below?.[at] ?? 0)) continue;
      const y = chart.valToPos(top, "y", true);
      ctx.moveTo(chart.valToPos(from, "x", true), y);
      ctx.lineTo(chart.valToPos(until, "x", true), y);
    }
    ctx.stroke();
  }
  ctx.restore();
}

function drawLimit(chart: Plot, limit: number, colour: string): void {
  const { ctx, bbox } = chart;
  const y = Math.round(chart.valToPos(limit, "y", true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** At the right end of the axis, in line with its times. */
function drawNow(chart: Plot, now: string, colour: string): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px ${getComputedStyle(chart.root).fontFamily}`;
  ctx.fillStyle = colour;
  ctx.textAlign = "right";
  ctx.textBaseline = "top";
  ctx.fillText(now, bbox.left + bbox.width, bbox.top + bbox.height + (2 * MARK + 4) * devicePixelRatio);
  ctx.restore();
}

/** A full triangle for a load, an open one for what left, below the line of zero. */
function drawMarks(chart: Plot, changes: Marks["changes"], colour: string): void {
  const { ctx } = chart;
  const size = MARK * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  for (const { kind, atMs } of changes) {
    const x = chart.valToPos(atMs / 1_000, "x", true);
    const y = chart.bbox.top + chart.bbox.height + 2 * devicePixelRatio;
    const [base, tip] = kind === "loaded" ? [y + 2 * size, y] : [y, y + 2 * size];
    ctx.beginPath();
    ctx.moveTo(x - size, base);
    ctx.lineTo(x + size, base);
    ctx.lineTo(x, tip);
    ctx.closePath();
    if (kind === "unloaded") ctx.stroke();
    else ctx.fill();
  }
  ctx.restore();
}
