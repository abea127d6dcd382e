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
    if (code === "timed-out" || code === "missing") return { kind: code };
    return { kind: "exited", code, stdout: "", stderr: await readTail(file, MOST_OUTPUT_BYTES) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const exitCodeOf = (child: ChildProcess, patienceMs: number): Promise<number | "timed-out" | "missing"> =>
  new Promise((resolve) => {
    const end = (how: number | "timed-out" | "missing"): void => {
      clearTimeout(timer);
      resolve(how);
    };
    const timer = setTimeout(() => {
      endGroup(child, "SIGKILL");
      end("timed-out");
    }, patienceMs);
    child.once("error", () => end("missing"));
    child.once("exit", (code) => end(code ?? SIGNALLED));
  });

const MOST_OUTPUT_BYTES = 64_000;

/** The exit code of a tool that a signal ended. */
export const SIGNALLED = 128;
