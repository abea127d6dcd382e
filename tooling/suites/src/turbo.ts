import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
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
  /** The last lines that the script wrote. */
  readonly lastLines: readonly string[];
};

/** Enough for vitest's list of unhandled errors, and so few that the ends of some suites fit into the log of CI. */
const LAST_LINES = 60;

/** Inside the repository: turbo accepts no other place. */
const LOG = join(".turbo", "logs", "tests.json");

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

const entrySchema = v.pipe(v.string(), v.parseJson(), v.object({ source: v.string(), text: v.string() }));

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
  const log = join(repository, LOG);
  for (const old of [summaries, log]) rmSync(old, { recursive: true, force: true });
  await execa(
    "turbo",
    [
      "run",
      ...what,
      "--continue=always",
      "--summarize",
      "--ui=stream",
      "--log-order=stream",
      `--log-file=${LOG}`,
    ],
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
  return summary === undefined ? [] : tasksIn(readFileSync(join(summaries, summary), "utf8"), linesIn(log));
}

/** What each task wrote, by its id. Each entry has a line; if turbo was killed, the last one may be cut, or all missing. */
function linesIn(log: string): ReadonlyMap<string, readonly string[]> {
  const entries = (existsSync(log) ? readFileSync(log, "utf8") : "").split("\n").flatMap((line) => {
    const parsed = v.safeParse(entrySchema, line.replace(/,$/, ""));
    return parsed.success ? [parsed.output] : [];
  });
  return new Map(
    [...Map.groupBy(entries, ({ source }) => source)].map(([id, ofTask]) => [
      id,
      ofTask.flatMap(({ text }) => text.split("\n")),
    ]),
  );
}

function tasksIn(json: string, lines: ReadonlyMap<string, readonly string[]> = new Map()): readonly Task[] {
  return v
    .parse(tasksSchema, JSON.parse(json))
    .tasks.filter(({ command }) => command !== "<NONEXISTENT>")
    .map(({ taskId, task, directory, execution }) => ({
      name: suiteName(directory, task),
      id: taskId,
      isTest: /^test(:|$)/.test(task),
      exitCode: execution?.exitCode ?? undefined,
      seconds: execution === undefined ? 0 : (execution.endTime - execution.startTime) / 1_000,
      lastLines: lines.get(taskId)?.slice(-LAST_LINES) ?? [],
    }));
}
