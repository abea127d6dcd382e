import type { CourseView } from "@paddock/core/views";
import { useMemo, useRef } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import { courseData, courseDrawing } from "./course-drawing.ts";

type Props = {
  readonly course: CourseView;
};

/** In pixels. */
const HEIGHT = 112;

/** Figures of what came one after the other, from the oldest to the last. */
export function CourseChart({ course }: Props) {
  const latest = useRef(course);
  latest.current = course;
  const data = useMemo(() => courseData(course), [course.values, course.marks, course.slow]);
  const drawing = useMemo(() => courseDrawing(() => latest.current), []);
  return <Chart label={course.label} height={HEIGHT} data={data} drawing={drawing} />;
}
