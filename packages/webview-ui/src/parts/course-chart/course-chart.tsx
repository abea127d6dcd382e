import { useMemo, useRef } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import { courseData, courseDrawing, type Course } from "./course-drawing.ts";

type Props = {
  /** What a screen reader says of it. */
  readonly label: string;
  /** In pixels. */
  readonly height: number;
  readonly course: Course;
};

/** Figures of what came one after the other, from the oldest to the last. */
export function CourseChart({ label, height, course }: Props) {
  const latest = useRef(course);
  latest.current = course;
  const data = useMemo(() => courseData(course), [course.values, course.marks, course.slow]);
  const drawing = useMemo(() => courseDrawing(() => latest.current), []);
  return <Chart label={label} height={height} data={data} drawing={drawing} />;
}
