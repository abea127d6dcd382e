/** When a model was loaded, and how long that took. */
type ModelLoad = { readonly atMs: number; readonly tookMs: number };

/** `time=2026-11-23T05:57:54.171Z … msg="llama runner started in 0.28 seconds"`; since 0.30 `llama-server started in …`. */
const STARTED = /^time=(\S{20,40}) level=.* msg="[\w -]{1,40} started in (\d{1,6}(?:\.\d{1,6})?) seconds"/;

const MOST = 100;
/** The end of a request is told to the second. */
const PRECISION_MS = 1_000;

/** Remembers the last loads of a log, line by line. */
export function createModelLoads() {
  const loads: ModelLoad[] = [];
  return {
    take(line: string): void {
      const [, time = "", seconds] = STARTED.exec(line.slice(0, 1_000)) ?? [];
      const atMs = Date.parse(time);
      if (Number.isNaN(atMs)) return;
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
