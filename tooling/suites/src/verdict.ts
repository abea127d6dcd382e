import type { Counts } from "./report.ts";

/** How a suite's script ended. The exit code is `undefined` if it was stopped, the counts if it left no report. */
export type Ending = { readonly counts: Counts | undefined; readonly exitCode: number | undefined };

/** The counts of a suite, and the problem with the suite as a whole. */
export type Verdict = Counts & { readonly problem?: string };

/**
 * A suite can fail without a failed test: its script crashes, is stopped, or runs no test at all. That counts as one
 * failure, so that it appears in the total.
 */
export function verdictOn({ counts, exitCode }: Ending): Verdict {
  const ended = exitCode === undefined ? "did not end by itself" : `ended with ${exitCode}`;
  if (counts === undefined) return wrong(noCounts, `${ended}, and left no report`);
  if (counts.failed > 0) return counts;
  if (exitCode !== 0) return wrong(counts, `${ended}, though no test failed`);
  if (counts.passed === 0) return wrong(counts, "ran no test");
  return counts;
}

const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

function wrong(counts: Counts, problem: string): Verdict {
  return { ...counts, failed: counts.failed + 1, problem };
}
