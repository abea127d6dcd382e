import { execFile, spawn } from "node:child_process";
import { access, readdir, readlink } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { ofUnstarted, runStarter, SIGNALLED } from "./run-starter.ts";
import { codeOf, saysMissing } from "../system/error-code.ts";
import { homeFolder, systemHome } from "../system/home-folder.ts";
import { readRegular } from "../system/regular-file.ts";
import { environmentOfChild, environmentOfTool } from "./child-environment.ts";
import { isFolder } from "./spawn-detached.ts";
import type { Argv, ToolResult } from "./tool-result.ts";

/** What the owners of services read of this machine, and the tools that they run. Nothing here rejects. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The user's number; `undefined` on Windows. */
  readonly uid: number | undefined;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file; `undefined` if it cannot be read, is no file or is too long. */
  read(file: string): Promise<string | undefined>;
  /** The names in a folder; none if it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Whether there is surely nothing at a path; `false` too where it is not possible to know. */
  isMissing(file: string): Promise<boolean>;
  /** Where a symbolic link leads; `undefined` if it cannot be read. */
  link(file: string): Promise<string | undefined>;
  /**
   * Runs a tool to its end. `patienceMs` is how long it may take. A tool that may leave a program behind writes to
   * `outputFile`, and its words are only there: the program would end when it writes to a pipe that is no longer read.
   */
  run(argv: Argv, patienceMs?: number, outputFile?: string): Promise<ToolResult>;
  /** Sends a signal to a process, or to a process group if `pid` is negative; `false` if there is none. */
  signal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean;
  /** Whether there is a process with this pid; it may be another one than before. */
  isThere(pid: number): boolean;
  /** Starts a program that goes on without us; resolves with the reason if it cannot be started. */
  launch(argv: Argv): Promise<string | undefined>;
}

const TOOL_PATIENCE_MS = 10_000;
const MOST_OUTPUT_BYTES = 8_000_000;
/** The longest files here are tables of `/proc`, of machines with many connections. */
const MOST_READ_BYTES = 16_000_000;

/** This machine, with the environment of this process; tests pass another one, whose PATH has stand-in tools. */
export const thisMachine = (environment: Machine["environment"] = process.env): Machine => ({
  platform: process.platform,
  uid: process.getuid?.(),
  home: environment["HOME"] ?? systemHome(),
  environment,
  read: (file) =>
    readRegular(file, MOST_READ_BYTES).then(
      (bytes) => bytes.toString("utf8"),
      () => undefined,
    ),
  list: (folder) => readdir(folder).catch(() => []),
  isMissing: (file) => access(file).then(() => false, saysMissing),
  link: (file) => readlink(file).catch(() => undefined),
  async run(argv, patienceMs = TOOL_PATIENCE_MS, outputFile) {
    if (!isFixed(argv)) return { kind: "missing" };
    return outputFile === undefined
      ? runTool(argv, environment, patienceMs)
      : runStarter(argv, { environment, patienceMs, outputFile });
  },
  signal,
  isThere,
  launch: (argv) => launch(argv, environment),
});

/** Whether a program is searched for on the PATH, or has an absolute path by the rules of this platform. */
const isFixed = ([program]: Argv): boolean => path.isAbsolute(program) || !/[/\\]/.test(program);

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  if (!isOne(pid)) return false;
  try {
    return process.kill(pid, name);
  } catch {
    return false; // it has just ended, leads no group, or is of another user
  }
}

/** The first process is never meant, and 0 and -1 mean several (kill(2)). */
const isOne = (pid: number): boolean => Math.abs(pid) > 1;

function isThere(pid: number): boolean {
  if (!isOne(pid)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM"; // it is of another user
  }
}

async function launch(
  [program, ...rest]: Argv,
  inherited: Machine["environment"],
): Promise<string | undefined> {
  const env = environmentOfChild(inherited);
  // Not in the folder of VS Code: on Windows, a folder in which a program runs cannot be replaced by an update.
  const home = homeFolder(env);
  const cwd = (await isFolder(home)) ? home : os.tmpdir();
  return new Promise((resolve) => {
    const child = spawn(program, rest, { detached: true, stdio: "ignore", env, cwd });
    child.once("error", ({ message }) => resolve(message));
    child.once("spawn", () => {
      child.unref();
      resolve(undefined);
    });
  });
}

const runTool = (
  [program, ...rest]: Argv,
  environment: Machine["environment"],
  patienceMs: number,
): Promise<ToolResult> =>
  new Promise((resolve) => {
    const options = {
      env: environmentOfTool(environment),
      timeout: patienceMs,
      killSignal: "SIGKILL",
      maxBuffer: MOST_OUTPUT_BYTES,
      windowsHide: true,
    } as const;
    execFile(program, rest, options, (error, stdout, stderr) => {
      if (!error) resolve({ kind: "exited", code: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ kind: "exited", code: error.code, stdout, stderr });
      else if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
        resolve({ kind: "exited", code: SIGNALLED, stdout: "", stderr: error.message });
      else if (error.killed === true) resolve({ kind: "timed-out" });
      else if (error.signal) resolve({ kind: "exited", code: SIGNALLED, stdout, stderr });
      else resolve(ofUnstarted(program, error));
    });
  });
