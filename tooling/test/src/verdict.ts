import type { Counts } from "./counts.ts";
import type { Runtime } from "./suite.ts";

/** What is known when a suite's program has ended. */
export type Ending = {
  readonly counts: Counts | undefined;
  /** The exit code, or the name of the signal, or why it could not run. */
  readonly exit: number | string;
  /** What its test files noted, one line each, and what they should have. */
  readonly runtime?: { readonly meant: Runtime; readonly noted: readonly string[] };
};

/** The counts of a suite, and what is wrong with it as a whole. */
export type Verdict = Counts & { readonly problem?: string };

/**
 * A suite can fail without a failed test: its program crashes, runs no test at all, or runs them on another
 * runtime. That counts as one failure, so that no sum hides it.
 */
export function verdictOn({ counts, exit, runtime }: Ending): Verdict {
  if (counts === undefined) return wrong(noCounts, `ended with ${exit}, and left no report`);
  if (counts.failed > 0) return counts;
  if (exit !== 0) return wrong(counts, `ended with ${exit}, though no test failed`);
  if (counts.passed === 0) return wrong(counts, "ran no test");
  if (runtime !== undefined) {
    const strange = runtime.noted.filter((each) => !each.startsWith(`${runtime.meant} `));
    if (runtime.noted.length === 0) return wrong(counts, "did not note its runtime");
    if (strange.length > 0) return wrong(counts, `was meant for ${runtime.meant}, and ran on ${strange[0]}`);
  }
  return counts;
}

const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

function wrong(counts: Counts, problem: string): Verdict {
  return { ...counts, failed: counts.failed + 1, problem };
}
