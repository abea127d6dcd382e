import { readFileSync } from "node:fs";
import * as v from "valibot";

/** Numbers of tests. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const count = v.pipe(v.number(), v.safeInteger());
const vitestReport = v.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
});
const mochaReport = v.object({ stats: v.object({ passes: count, failures: count, pending: count }) });

/** Reads the report of vitest or mocha; `undefined` if there is none, or if it has another format. */
export function readReport(file: string): Counts | undefined {
  const report = readJson(file);
  if (v.is(vitestReport, report)) {
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = report;
    return { passed, failed, skipped: numPendingTests + numTodoTests };
  }
  if (v.is(mochaReport, report)) {
    const { passes: passed, failures: failed, pending: skipped } = report.stats;
    return { passed, failed, skipped };
  }
  return undefined;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
