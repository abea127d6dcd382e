import { MODEL_LOADED } from "../service-log/model-loaded.ts";

/** When a model was loaded, and how long that took. */
type ModelLoad = { readonly atMs: number; readonly tookMs: number };

const TIME = /^time=(\S{20,40}) level=/;
const LONGEST_LINE = 1_000;

const MOST = 100;
/** The end of a request is told to the second. */
const PRECISION_MS = 1_000;

/** Remembers the last loads of a log, line by line. */
export function createModelLoads() {
  const loads: ModelLoad[] = [];
  return {
    take(line: string): void {
      const [, time = ""] = TIME.exec(line) ?? [];
      const [, seconds] = MODEL_LOADED.exec(line.slice(0, LONGEST_LINE)) ?? [];
      const atMs = Date.parse(time);
      if (seconds === undefined || Number.isNaN(atMs)) return;
      loads.push({ atMs, tookMs: Number(seconds) * 1_000 });
      if (loads.length > MOST) loads.shift();
    },
    /** How long the last load took that a request has waited for, or another one meanwhile; `undefined` without one. */
    during: ({
      fromMs,
      untilMs,
    }: {
      readonly fromMs: number;
      readonly untilMs: number;
    }): number | undefined =>
      loads.findLast(
        ({ atMs, tookMs }) => atMs >= fromMs && atMs < untilMs + PRECISION_MS && untilMs - fromMs >= tookMs,
      )?.tookMs,
  };
}
