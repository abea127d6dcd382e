import { spawn, type ChildProcess } from "node:child_process";
import { open } from "node:fs/promises";
import * as path from "node:path";
import { makeFolder } from "../system/make-folder.ts";
import { codeOf } from "../system/error-code.ts";
import { environmentOfTool } from "./child-environment.ts";
import { endGroup } from "./end-group.ts";
import { keepSmall } from "./keep-small.ts";
import type { Argv, ToolResult } from "./tool-result.ts";

type StarterOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly patienceMs: number;
  readonly outputFile: string;
};

/**
 * Runs a tool that may leave a program behind, which inherits its output and its session. Both append to a file that stays,
 * so that the program's log can be read.
 */
export async function runStarter(argv: Argv, options: StarterOptions): Promise<ToolResult> {
  try {
    await makeFolder(path.dirname(options.outputFile));
    await keepSmall(options.outputFile);
    return await runInto(argv, options);
  } catch (error) {
    // There is no room for the file, for example: then the tool was not run.
    return { kind: "exited", code: -1, stdout: "", stderr: String(error) };
  }
}

async function runInto(
  [program, ...rest]: Argv,
  { environment, patienceMs, outputFile }: StarterOptions,
): Promise<ToolResult> {
  await using output = await open(outputFile, "a", 0o600);
  const child = spawn(program, rest, {
    env: environmentOfTool(environment),
    detached: true,
    stdio: ["ignore", output.fd, output.fd],
    windowsHide: true,
  });
  const code = await exitCodeOf(child, patienceMs);
  if (code === "timed-out") return { kind: code };
  if (typeof code !== "number") return ofUnstarted(program, code);
  return { kind: "exited", code, stdout: "", stderr: "" };
}

const exitCodeOf = (child: ChildProcess, patienceMs: number): Promise<number | "timed-out" | Error> =>
  new Promise((resolve) => {
    const end = (how: number | "timed-out" | Error): void => {
      clearTimeout(timer);
      resolve(how);
    };
    const timer = setTimeout(() => {
      endGroup(child, "SIGKILL");
      end("timed-out");
    }, patienceMs);
    child.once("error", end);
    child.once("exit", (code) => end(code ?? SIGNALLED));
  });

/**
 * What a shell says of a program that is there and cannot be executed (POSIX, "2.8.2 Exit Status for Commands"). Of one that
 * was searched for, the system says the same if it may not look into a folder of the PATH.
 */
const NOT_EXECUTABLE = 126;

/** The result of a tool that could not be started. */
export const ofUnstarted = (program: string, error: Error): ToolResult =>
  codeOf(error) === "EACCES" && path.isAbsolute(program)
    ? { kind: "exited", code: NOT_EXECUTABLE, stdout: "", stderr: error.message }
    : { kind: "missing" };

/** The exit code of a tool that a signal ended. */
export const SIGNALLED = 128;
