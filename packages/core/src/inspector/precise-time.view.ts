import { clockTime } from "../ui/text/format.view.ts";

/** Larger numbers are points in time. */
const MOMENT_MS = 1e12;

/** The text of a value that is a point in time; `undefined` for another one. */
export const momentText = (key: string, value: unknown): string | undefined =>
  key.endsWith("Ms") && typeof value === "number" && value > MOMENT_MS ? preciseTime(value) : undefined;

/** "10:51:04.187". */
export const preciseTime = (atMs: number): string =>
  `${clockTime(atMs)}.${String(new Date(atMs).getMilliseconds()).padStart(3, "0")}`;
