import { clockTime } from "../ui/text/format.view.ts";

/** "10:51:04.187". */
export const preciseTime = (atMs: number): string =>
  `${clockTime(atMs)}.${String(new Date(atMs).getMilliseconds()).padStart(3, "0")}`;
