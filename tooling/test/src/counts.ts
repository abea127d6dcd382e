import { parseObject } from "@paddock/system";

/** How many tests there were of each kind. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Reads a report: vitest's JSON, or the counts themselves. Undefined if it is neither. */
export function parseReport(text: string): Counts | undefined {
  const report = parseObject(text);
  if (report === undefined) return undefined;
  const isVitest = "numTotalTests" in report;
  const read = (...names: string[]): number =>
    names.reduce((sum, name) => sum + Number(report[name] ?? 0), 0);
  const counts = isVitest
    ? {
        passed: read("numPassedTests"),
        failed: read("numFailedTests"),
        skipped: read("numPendingTests", "numTodoTests"),
      }
    : { passed: Number(report.passed), failed: Number(report.failed), skipped: Number(report.skipped) };
  return Object.values(counts).every(Number.isSafeInteger) ? counts : undefined;
}
