import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import * as v from "valibot";
import { suiteName } from "./suite.ts";

/** A script of a workspace that turbo runs. */
export type Task = {
  /** The name of the suite, if the script runs tests. */
  readonly name: string;
  readonly id: string;
  readonly isTest: boolean;
  /** `undefined` if the script was stopped, or never run. */
  readonly exitCode: number | undefined;
  readonly seconds: number;
};

const tasksSchema = v.object({
  tasks: v.array(
    v.object({
      taskId: v.string(),
      task: v.string(),
      directory: v.string(),
      command: v.string(),
      execution: v.optional(
        v.object({ startTime: v.number(), endTime: v.number(), exitCode: v.nullish(v.number()) }),
      ),
    }),
  ),
});

const environment = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", DENO_NO_UPDATE_CHECK: "1" };

/** All tasks that `turbo run test` would run. */
export async function planOf(repository: string): Promise<readonly Task[]> {
  const { stdout } = await execa("turbo", ["run", "test", "--dry=json"], {
    cwd: repository,
    preferLocal: true,
    env: environment,
  });
  return tasksIn(stdout);
}

/** Runs tasks with turbo, continuing after failures, and returns the result of each. Ends turbo when `stop` aborts. */
export async function run(
  repository: string,
  what: readonly string[],
  stop: AbortSignal,
): Promise<readonly Task[]> {
  const summaries = join(repository, ".turbo", "runs");
  rmSync(summaries, { recursive: true, force: true });
  await execa(
    "turbo",
    ["run", ...what, "--continue=always", "--summarize", "--ui=stream", "--log-order=stream"],
    {
      cwd: repository,
      preferLocal: true,
      env: environment,
      stdin: "ignore",
      stdout: "inherit",
      stderr: "inherit",
      reject: false,
      cancelSignal: stop,
      forceKillAfterDelay: 20_000,
    },
  );
  const [summary] = readdirSync(summaries);
  return summary === undefined ? [] : tasksIn(readFileSync(join(summaries, summary), "utf8"));
}

function tasksIn(json: string): readonly Task[] {
  return v
    .parse(tasksSchema, JSON.parse(json))
    .tasks.filter(({ command }) => command !== "<NONEXISTENT>")
    .map(({ taskId, task, directory, execution }) => ({
      name: suiteName(directory, task),
      id: taskId,
      isTest: /^test(:|$)/.test(task),
      exitCode: execution?.exitCode ?? undefined,
      seconds: execution === undefined ? 0 : (execution.endTime - execution.startTime) / 1_000,
    }));
}
