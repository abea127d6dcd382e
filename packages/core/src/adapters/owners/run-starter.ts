import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Argv, Machine, ToolResult } from "./machine.ts";
import { readTail } from "../system/file-tail.ts";
import { environmentOfTool } from "./child-environment.ts";
import { endGroup } from "./end-group.ts";

/**
 * Runs a tool that may leave a program behind, which inherits its output and its session. Its output goes to a file, which
 * that program may go on writing to, and which is deleted at once.
 */
export async function runStarter(
  argv: Argv,
  environment: Machine["environment"],
  patienceMs: number,
): Promise<ToolResult> {
  try {
    return await runInto(await mkdtemp(path.join(os.tmpdir(), "paddock-")), argv, environment, patienceMs);
  } catch (error) {
    // There is no room for the file, for example: then the tool was not run.
    return { kind: "exited", code: -1, stdout: "", stderr: String(error) };
  }
}

async function runInto(
  folder: string,
  [program, ...rest]: Argv,
  environment: Machine["environment"],
  patienceMs: number,
): Promise<ToolResult> {
  const file = path.join(folder, "output");
  try {
    await using output = await open(file, "a", 0o600);
    const child = spawn(program, rest, {
      env: environmentOfTool(environment),
      detached: true,
      stdio: ["ignore", output.fd, output.fd],
      windowsHide: true,
    });
    const code = await exitCodeOf(child, patienceMs);
    if (code === "timed-out") return { kind: code };
    if (typeof code !== "number") return ofUnstarted(program, code);
    return { kind: "exited", code, stdout: "", stderr: await readTail(file, MOST_OUTPUT_BYTES) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

const MOST_OUTPUT_BYTES = 64_000;

/**
 * What a shell says of a program that is there and cannot be executed (POSIX, "2.8.2 Exit Status for Commands"). Of one that
 * was searched for, the system says the same if it may not look into a folder of the PATH.
 */
const NOT_EXECUTABLE = 126;

/** The result of a tool that could not be started. */
export const ofUnstarted = (program: string, error: Error): ToolResult =>
  "code" in error && error.code === "EACCES" && path.isAbsolute(program)
    ? { kind: "exited", code: NOT_EXECUTABLE, stdout: "", stderr: error.message }
    : { kind: "missing" };

/** The exit code of a tool that a signal ended. */
export const SIGNALLED = 128;
