import type { ActivityView } from "@paddock/core/views";
import type { ChartData, Drawing, Plot } from "../chart/chart.tsx";
import type { ChartColours } from "../chart/chart-colours.ts";

type OverTime = ActivityView["overTime"];
type Changes = OverTime["changes"];

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
  (series: readonly number[], changes: () => Changes) =>
  (colours: ChartColours): Drawing => {
    const axis = { stroke: colours.text, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false } };
    return {
      cursor: { show: false },
      legend: { show: false },
      padding: [8, 18, 0, 0],
      scales: {
        x: { range: (_chart, least, most) => [Math.min(least, most - SHORTEST_SECONDS), most] },
        y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.1)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 34,
          gap: 2 * MARK + 4, // the figures stand below the marks
          space: 80,
          incrs: EVERY_SECONDS,
          values: (_chart, splits) => splits.map(clock),
        },
        { ...axis, size: 40 },
      ],
      series: [
        {},
        ...series.map((colour, index) => ({
          stroke: colours.series(colour),
          width: 2,
          points: { show: false },
          ...(index === 0 && { fill: quarterOf(colours.series(colour)) }),
        })),
      ],
      bands: series.slice(1).map((colour, index) => ({
        series: [index + 2, index + 1] as [number, number],
        fill: quarterOf(colours.series(colour)),
      })),
      hooks: { draw: [(chart) => drawMarks(chart, changes(), colours.text)] },
    };
  };

const quarterOf = (colour: string): string => `color-mix(in srgb, ${colour} 25%, transparent)`;

const clock = (seconds: number): string => {
  const at = new Date(seconds * 1_000);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
};

/** A full triangle for a load, an open one for what left, below the line of zero. */
function drawMarks(chart: Plot, changes: Changes, colour: string): void {
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
