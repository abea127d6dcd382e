import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { argumentsOf, listProcesses } from "./processes.ts";

/** A program with all the processes that it starts, except those in a session of their own. */
export interface ProcessGroup {
  readonly process: ChildProcess;
  /** How it ended: the exit code, or the name of the signal. Rejects if it could not be started. */
  readonly ended: Promise<number | string>;
  /** Sends SIGTERM to the program, waits for it and its members, and sends SIGKILL to what is left after the grace time. */
  close(graceMs?: number): Promise<void>;
}

export type GroupOptions = {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** With a pipe, to which nothing is written, the program can detect that this process has ended. */
  readonly stdin?: "ignore" | "pipe";
  /** Which members, by their arguments, get time to end; all by default. */
  readonly isAwaited?: (args: readonly string[]) => boolean;
};

/** Starts a program in a new process group, with its output piped. */
export function openProcessGroup(
  program: string,
  args: readonly string[],
  { stdin = "ignore", isAwaited = () => true, ...options }: GroupOptions,
): ProcessGroup {
  const child = spawn(program, args, {
    ...options,
    stdio: [stdin, "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let closing: Promise<void> | undefined;
  const close = (graceMs = 8_000): Promise<void> => (closing ??= closeGroup(child, graceMs, isAwaited));
  const ended = endingOf(child);
  ended.catch(() => undefined); // prevents an unhandled rejection if no caller awaits it
  return { process: child, ended, close };
}

/** Resolves when a program has ended and all its output has been read. */
export function endingOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "nothing"));
  });
}

async function closeGroup(
  child: ChildProcess,
  graceMs: number,
  isAwaited: (args: readonly string[]) => boolean,
): Promise<void> {
  if (child.pid === undefined) return;
  const untilMs = Date.now() + graceMs;
  if (isRunning(child)) {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await Promise.race([exited, delay(graceMs, undefined, { ref: false })]);
  }
  while (Date.now() < untilMs && isAnyAlive(child.pid, isAwaited)) await delay(50);
  if (isAnyAlive(child.pid, () => true)) signalGroup(child.pid, "SIGKILL");
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

// For the system a zombie belongs to its group until its parent reaps it, so signals do not tell whether one is alive.
function isAnyAlive(group: number, counts: (args: readonly string[]) => boolean): boolean {
  if (process.platform !== "linux") return signalGroup(group, 0);
  return listProcesses().some(
    (each) => each.group === group && !each.isZombie && counts(argumentsOf(each.pid)),
  );
}

// Returns whether a member received the signal. Windows has no process groups.
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  if (process.platform === "win32") return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
