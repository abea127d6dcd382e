import { runSuite } from "./run-suite.ts";
import type { Suite } from "./suite.ts";
import type { Result } from "./summary.ts";

/** Runs two suites at a time, and after them, one by one, those that need the machine for themselves. */
export async function runAll(suites: readonly Suite[], stop: AbortSignal): Promise<Result[]> {
  const results = new Map<Suite, Result>();
  const runFrom = async (queue: Suite[]): Promise<void> => {
    for (let suite = queue.shift(); suite !== undefined && !stop.aborted; suite = queue.shift()) {
      results.set(suite, await runSuite(suite, stop));
    }
  };
  const together = suites.filter((suite) => !suite.isAlone);
  await Promise.all([runFrom(together), runFrom(together)]);
  await runFrom(suites.filter((suite) => suite.isAlone));
  return suites.map((suite) => results.get(suite) ?? notRun(suite));
}

function notRun({ name }: Suite): Result {
  return { name, passed: 0, failed: 1, skipped: 0, seconds: 0, problem: "was not run" };
}
