import { readFileSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { openProcessGroup, type ProcessGroup } from "@paddock/system";
import { parseReport } from "./counts.ts";
import { runtimeNotes, type Suite } from "./suite.ts";
import type { Result } from "./summary.ts";
import { verdictOn, type Ending } from "./verdict.ts";

const limitMs = 5 * 60_000;

/** Runs a suite, shows what it says line by line behind its name, and reads its report. */
export async function runSuite(suite: Suite, stop: AbortSignal): Promise<Result> {
  const startedMs = Date.now();
  rmSync(suite.report, { force: true });
  rmSync(runtimeNotes(suite.name), { force: true });
  const exit = await runProgram(suite, AbortSignal.any([stop, AbortSignal.timeout(limitMs)]));
  const text = readIfThere(suite.report);
  const ending: Ending = {
    exit,
    counts: text === undefined ? undefined : parseReport(text),
    ...(suite.runtime !== undefined && { runtime: { meant: suite.runtime, noted: notesOf(suite) } }),
  };
  return { name: suite.name, seconds: (Date.now() - startedMs) / 1000, ...verdictOn(ending) };
}

async function runProgram(suite: Suite, stop: AbortSignal): Promise<number | string> {
  const [program, ...args] = suite.command;
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  const env = { ...process.env, ...color, ...suite.environment };
  const group = openProcessGroup(program, args, { env, cwd: suite.folder });
  showOutput(group, suite.name);
  const onStop = (): void => void group.close(3_000);
  stop.addEventListener("abort", onStop, { once: true });
  try {
    const ending = await group.ended;
    return stop.aborted ? String(stop.reason) : ending;
  } catch (error) {
    return String(error);
  } finally {
    stop.removeEventListener("abort", onStop);
    await group.close(1_000);
  }
}

function showOutput({ process: child }: ProcessGroup, name: string): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => console.log(`${name.padEnd(12)}│ ${line}`));
  }
}

function notesOf(suite: Suite): readonly string[] {
  const noted = readIfThere(runtimeNotes(suite.name))?.trim().split("\n") ?? [];
  for (const each of new Set(noted)) console.log(`${suite.name.padEnd(12)}│ ran on ${each}`);
  return noted;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
