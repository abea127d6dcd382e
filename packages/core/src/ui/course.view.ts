/** Figures of what came one after the other, drawn from the oldest to the last. */
export type CourseView = {
  readonly values: readonly number[];
  /** Told at these, by their index in `values`. */
  readonly marks: readonly CourseMark[];
  /** One that was much slower than the others, with its figure. */
  readonly slow: CourseMark | null;
  /** What the chart shows, in a sentence. */
  readonly label: string;
};

type CourseMark = { readonly at: number; readonly text: string };

/** What is told of the first, of the slow one, and of the last. */
export function marksAt<Drawn>(
  drawn: readonly Drawn[],
  slow: number | undefined,
  textOf: (one: Drawn, at: number) => string,
): CourseView["marks"] {
  const places = new Set([0, slow, drawn.length - 1]);
  return drawn.flatMap((one, at) => (places.has(at) ? [{ at, text: textOf(one, at) }] : []));
}
