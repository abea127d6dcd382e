import type { HistoryLimits } from "@paddock/core";
import type { Settings } from "./settings.ts";

const DAY_MS = 24 * 3_600_000;
const MEGABYTE = 1_000_000;

/** How much history the settings keep; `nowMs` is in milliseconds since 1970. */
export const historyLimitsOf = (
  { historyDays, historyMegabytes }: Pick<Settings, "historyDays" | "historyMegabytes">,
  nowMs: number,
): HistoryLimits => ({ beforeMs: nowMs - historyDays * DAY_MS, bytes: historyMegabytes * MEGABYTE });
