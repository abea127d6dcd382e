import type { CourseView } from "@paddock/core/views";
import { useMemo, useRef } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import { courseData, courseDrawing } from "./course-drawing.ts";

type Props = {
  /** In pixels. */
  readonly height: number;
  readonly course: CourseView;
};

/** Figures of what came one after the other, from the oldest to the last. */
export function CourseChart({ height, course }: Props) {
  const latest = useRef(course);
  latest.current = course;
  const data = useMemo(() => courseData(course), [course.values, course.marks, course.slow]);
  const drawing = useMemo(() => courseDrawing(() => latest.current), []);
  return <Chart label={course.label} height={height} data={data} drawing={drawing} />;
}
