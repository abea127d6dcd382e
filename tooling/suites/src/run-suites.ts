import { rmSync } from "node:fs";
import { readReport } from "./report.ts";
import { selectSuites } from "./select.ts";
import { reportOf } from "./suite.ts";
import type { Result } from "./summary.ts";
import { planOf, run, type Task } from "./turbo.ts";
import { verdictOn } from "./verdict.ts";

/** Runs the suites that the words select, or all suites if there are no words. */
export async function runSuites(
  repository: string,
  words: readonly string[],
  stop: AbortSignal,
): Promise<readonly Result[]> {
  const plan = (await planOf(repository)).filter(({ isTest }) => isTest);
  const suites = words.length === 0 ? plan : selectSuites(plan, words);
  for (const { name } of suites) rmSync(reportOf(repository, name), { force: true });
  // Selected suites do not run those that they depend on in turbo.json.
  const what = words.length === 0 ? ["test"] : ["build", ...suites.map(({ id }) => id), "--only"];
  const tasks = await run(repository, what, stop);
  return [
    ...tasks.filter(({ isTest, exitCode }) => !isTest && exitCode !== 0).map(failedBuild),
    ...suites.map(({ name, id }) =>
      resultOf(
        repository,
        name,
        tasks.find((task) => task.id === id),
      ),
    ),
  ];
}

function resultOf(repository: string, name: string, task: Task | undefined): Result {
  const counts = readReport(reportOf(repository, name));
  return {
    name,
    seconds: task?.seconds ?? 0,
    lastLines: task?.lastLines ?? [],
    ...verdictOn({ counts, exitCode: task?.exitCode }),
  };
}

function failedBuild({ id, seconds, lastLines }: Task): Result {
  return { name: id, seconds, lastLines, passed: 0, failed: 1, skipped: 0, problem: "failed" };
}
