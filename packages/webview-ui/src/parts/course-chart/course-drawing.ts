import type { CourseView } from "@paddock/core/views";
import type { ChartData, Drawing, Plot } from "../chart/chart.tsx";
import type { ChartColours } from "../chart/chart-colours.ts";

/** One beside the other, whenever they were. */
export const courseData = ({ values }: CourseView): ChartData => [values.map((_, at) => at), [...values]];

const AXIS_PX = 32;
const AXIS_GAP_PX = 8;
const DIGIT_PX = 8;
const LABEL_PX = 24;
const POINT_PX = 6;

export const courseDrawing =
  (drawn: () => CourseView) =>
  (colours: ChartColours): Drawing => ({
    cursor: { show: false },
    legend: { show: false },
    padding: [8, 0, LABEL_PX, 0],
    scales: {
      x: { time: false, range: (_chart, least, most) => [least - 0.5, most + 0.5] },
      y: { range: (_chart, _least, most) => [0, roundUp(most)] },
    },
    axes: [
      { show: false },
      {
        stroke: colours.text,
        grid: { stroke: colours.grid, width: 1 },
        ticks: { show: false },
        gap: AXIS_GAP_PX,
        size: (_chart, labels: readonly string[] | null) =>
          Math.max(AXIS_PX, ...(labels ?? []).map(({ length }) => AXIS_GAP_PX + DIGIT_PX * length)),
        splits: (_chart, _axis, _least, most) => [0, most / 2, most],
      },
    ],
    series: [
      {},
      {
        stroke: colours.series(0),
        width: 1.5,
        points: { show: true, size: POINT_PX, fill: colours.series(0), stroke: colours.series(0) },
      },
    ],
    hooks: { draw: [(chart) => drawMarks(chart, drawn(), colours)] },
  });

/** The next of 1, 2, 4, 6, 8, 10, 20 …, so that half of it is a round number too. */
function roundUp(most: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 4, 6, 8, 10, 20].map((times) => times * step).find((one) => one >= most * 1.05) ?? most;
}

function drawMarks(chart: Plot, { values, marks, slow }: CourseView, colours: ChartColours): void {
  const { ctx, bbox } = chart;
  const px = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * px}px ${getComputedStyle(chart.root).fontFamily}`;
  ctx.textBaseline = "middle";
  if (slow) {
    const [x, y] = [chart.valToPos(slow.at, "x", true), chart.valToPos(values[slow.at] ?? 0, "y", true)];
    ctx.fillStyle = colours.yellow;
    ctx.beginPath();
    ctx.arc(x, y, 4 * px, 0, 2 * Math.PI);
    ctx.fill();
    const isAtEnd = slow.at === values.length - 1;
    ctx.fillStyle = colours.strong;
    ctx.textAlign = isAtEnd ? "right" : "left";
    ctx.fillText(slow.text, x + (isAtEnd ? -10 : 10) * px, y);
  }
  ctx.fillStyle = colours.text;
  ctx.textAlign = "left";
  const [left, right] = [bbox.left, bbox.left + bbox.width];
  const taken: [number, number][] = [];
  // The slow one tells most, and the others are left out where there is no room beside it.
  for (const { at, text } of marks.toSorted(
    (a, b) => Number(b.at === slow?.at) - Number(a.at === slow?.at),
  )) {
    const { width } = ctx.measureText(text);
    const start = Math.max(left, Math.min(chart.valToPos(at, "x", true) - width / 2, right - width));
    if (taken.some(([from, to]) => start < to + 8 * px && start + width > from - 8 * px)) continue;
    taken.push([start, start + width]);
    ctx.fillText(text, start, bbox.top + bbox.height + 14 * px);
  }
  ctx.restore();
}
